"""Questions about the consumer and about what is wrong: question and reason, each in Chinese and English."""

Row = tuple[str, str, str, str]

ROWS: dict[str, Row] = {
    "purpose": (
        "您是为自己或者家庭生活使用而购买的吗？",
        "Did you buy it for yourself or your household?",
        "为生活消费购买的，才适用消费者权益保护法。",
        "Consumer law covers purchases for daily life only.",
    ),
    "buyer_knew": (
        "下单时您已经知道这个问题了吗？",
        "Did you know of the problem when you ordered?",
        "已经知道的，难以主张被误导。",
        "Somebody who knew can hardly have been misled.",
    ),
    "reasonable_price": (
        "一般家庭合理使用的数量，价款是多少？",
        "What is the price of the quantity a household would use?",
        "超出合理需要的部分，惩罚性赔偿可能不获支持。",
        "Beyond that, punitive damages may be refused.",
    ),
    "problems": (
        "遇到了什么问题？可以多选。",
        "What went wrong? Choose all that apply.",
        "问题决定可以主张哪些权利。",
        "The problem decides which rights you have.",
    ),
    "false_statement": (
        "商家对商品、价格或者服务说过不真实的话吗？",
        "Did the seller say something untrue about the goods, the price or the service?",
        "说假话是判断涉嫌欺诈的关键。",
        "An untrue statement is the key to suspecting fraud.",
    ),
    "concealed_fact": (
        "商家隐瞒了应当告诉您的重要事实吗？",
        "Did the seller keep back an important fact it had to tell you?",
        "故意隐瞒也可能涉嫌欺诈。",
        "Keeping back the truth on purpose can be fraud too.",
    ),
    "misled_into_buying": (
        "如果当时知道真相，您就不会买，或者不会按这个价格买，是吗？",
        "Had you known the truth, would you not have bought, or not at that price?",
        "只有因此才购买的，才能主张三倍赔偿。",
        "Threefold damages need a purchase that was made because of it.",
    ),
    "safety_standard_broken": (
        "商品违反强制性安全标准吗？例如过期、含禁用物质、缺少必须标明的内容。",
        "Does it break a mandatory safety standard: expired, banned substances, required information "
        "missing?",
        "违反安全标准的，适用更高的赔偿。",
        "A broken safety standard can bring higher damages.",
    ),
    "label_flaw_only": (
        "问题只是标签、说明书的瑕疵，既不影响安全和质量，也不会让人误解吗？",
        "Is it only a flaw in a label or manual that neither affects safety or quality nor misleads?",
        "这类瑕疵不适用惩罚性赔偿。",
        "Such a flaw brings no punitive damages.",
    ),
    "label_error": (
        "标签具体错在哪里？",
        "What exactly is wrong with the label?",
        "缺项和虚假内容与一般瑕疵不同。",
        "Missing and false items differ from mere flaws.",
    ),
    "harm": (
        "造成了什么损害？",
        "What harm came of it?",
        "人身损害和财产损失的赔偿项目不同。",
        "Injury and damage are compensated differently.",
    ),
    "returnable_class": (
        "商品属于下面哪一类？",
        "Which of these classes do the goods belong to?",
        "定作、鲜活易腐等几类不适用无理由退货。",
        "Some classes cannot go back without reason.",
    ),
    "exclusion_confirmed": (
        "下单时，页面让您针对这一次购买单独确认过“不支持七日无理由退货”吗？",
        "When ordering, did you separately confirm for this purchase that it cannot be returned?",
        "没有单独确认的，商家不能拒绝退货。",
        "Without that confirmation the seller may not refuse.",
    ),
    "goods_intact": (
        "商品、配件和标识齐全，只是拆封查看或者合理试用过吗？",
        "Are the goods complete, and no more used than needed to inspect and try them?",
        "无理由退货要求商品完好。",
        "A return without reason needs intact goods.",
    ),
    "returns_before": (
        "以前退过几次同类商品？",
        "How many like goods did you return before?",
        "商家可能主张滥用退货权利。",
        "The seller may allege abuse.",
    ),
    "orders_before": (
        "同一时期一共下过多少单？",
        "How many orders stand against those returns?",
        "要与退货次数对照。",
        "Returns are weighed against orders.",
    ),
    "earlier_claims": (
        "以前就同类问题索赔过几次？",
        "How many like claims did you make before?",
        "可能影响对购买目的的判断。",
        "It can bear on why you bought.",
    ),
    "sanbao_repairs": (
        "保修期内修过几次还没有修好？",
        "How many repairs within the guarantee period failed?",
        "修理两次仍不能正常使用的，可以要求换货或者退货。",
        "After two failed repairs you may ask for exchange or return.",
    ),
    "minor_age": (
        "付款的孩子几周岁？",
        "How old is the child who paid?",
        "年龄决定交易是否有效。",
        "Age decides whether the purchase stands.",
    ),
    "guardian_agreed": (
        "家长事先同意或者事后认可了吗？",
        "Did a guardian allow or ratify it?",
        "没有同意也没有追认的，可以要求退款。",
        "Without either, the money can be claimed back.",
    ),
    "life_or_health": (
        "商品或者服务关系到消费者的生命健康吗？",
        "Does it concern consumers' life or health?",
        "平台要承担更重的审核和保障义务。",
        "The platform then has stricter duties.",
    ),
}
