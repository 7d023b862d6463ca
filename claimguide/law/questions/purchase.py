"""Questions about the purchase, its dates and its sums: question and reason, each in Chinese and English."""

Row = tuple[str, str, str, str]

ROWS: dict[str, Row] = {
    "ordered_on": (
        "您是哪一天下单的？",
        "On which day did you order?",
        "部分期限从下单之日起算。",
        "Some time limits run from the order.",
    ),
    "received_on": (
        "您是哪一天签收的？",
        "On which day did you sign for it?",
        "退货、告知问题的期限从签收次日起算。",
        "The time to return, or to tell of a problem, runs from the day after signing.",
    ),
    "discovered_on": (
        "您是哪一天发现问题的？",
        "On which day did you find the problem?",
        "诉讼时效和撤销、解除的期限从知道问题之日起算。",
        "Limitation and the time to avoid or rescind run from the day you knew.",
    ),
    "asked_seller_on": (
        "您第一次要求商家处理是哪一天？",
        "On which day did you first ask the seller to put it right?",
        "发现问题要在合理期限内告知对方。提出后久拖不办的，也从这天算起。",
        "A problem must be told within a reasonable time. A delay is counted from that day too.",
    ),
    "return_requested_on": (
        "您是哪一天提出退货的？",
        "On which day did you ask to send it back?",
        "无理由退货要在签收后七日内提出。",
        "A return without reason must be asked for within seven days of signing.",
    ),
    "return_asked_in_time": (
        "您是在签收后七日内（或者商家承诺的更长期限内）提出退货的吗？",
        "Did you ask to return it within seven days of signing, or the longer time promised?",
        "过了期限，就不能再无理由退货。",
        "After that there is no return without reason.",
    ),
    "goods_sent_back": (
        "商品已经寄回了吗？",
        "Have the goods gone back?",
        "商家收到退货后七日内应当退款。",
        "The seller must repay within seven days of getting them back.",
    ),
    "promised_delivery_on": (
        "商家承诺哪一天发货或者送达？",
        "By which day did the seller promise to ship or deliver?",
        "是否迟延以约定的日期为准。",
        "Delay is measured from the promised day.",
    ),
    "channel": (
        "您是通过什么渠道购买的？",
        "Where did you buy it?",
        "渠道决定能否无理由退货，以及平台有没有责任。",
        "It decides whether you may return without reason and whether a platform answers.",
    ),
    "goods_kind": (
        "您买的是什么？",
        "What did you buy?",
        "不同商品和服务适用不同规则。",
        "Different goods and services have different rules.",
    ),
    "goods_condition": (
        "出售时说明是全新还是二手？",
        "Was it sold as new or as second-hand?",
        "以旧充新涉嫌欺诈。",
        "Used goods sold as new raise a suspicion of fraud.",
    ),
    "food_form": (
        "是预包装、散装，还是现制的食品？",
        "Was the food prepackaged, loose or freshly prepared?",
        "标签要求不同。",
        "Label duties differ.",
    ),
    "cross_border": (
        "是海外直邮或者保税仓发货的跨境商品吗？",
        "Was it a cross-border purchase, sent from abroad or from a bonded warehouse?",
        "这类商品的中文标签可以只标在网页上。一般贸易进口、从国内仓库发货的，选“否”。",
        "Its Chinese label may stand on the page alone. Goods imported the ordinary way and sent from within "
        "the country are not meant.",
    ),
    "price": (
        "您为有问题的商品或者服务付了多少钱（不含运费）？",
        "How much did you pay for the affected goods or service, freight not included?",
        "退款和赔偿都按这个金额计算。",
        "Refund and damages are worked out from it.",
    ),
    "quantity": (
        "一共买了几件？",
        "How many did you buy?",
        "数量可能影响对购买目的的判断。",
        "The number can bear on why you bought.",
    ),
    "shipping": (
        "付了多少运费？",
        "How much freight did you pay?",
        "运费可以作为损失主张。",
        "Freight can be claimed as a loss.",
    ),
    "other_costs": (
        "为此还花了多少检测、鉴定、交通等费用？",
        "What did tests, appraisals, travel and the like cost you?",
        "必要的合理费用可以主张。",
        "Necessary and reasonable costs can be claimed.",
    ),
    "overcharge": (
        "多收或者应退的部分是多少？",
        "How much was charged too much, or is to be returned?",
        "部分退款按这个金额计算。",
        "A partial refund is worked out from it.",
    ),
    "loss": (
        "除价款外，商品还造成了多少损失？",
        "What loss beyond the price did the goods cause?",
        "医疗费、财物损坏等可以另行主张。",
        "Medical costs and damaged property can be claimed besides.",
    ),
    "refunded": (
        "商家已经退了多少钱？",
        "How much has been refunded already?",
        "已退的部分要扣除。",
        "It is taken off.",
    ),
    "compensated": (
        "除退款外，商家已经赔了多少钱？",
        "How much have you received beyond a refund?",
        "已赔的部分要扣除。",
        "It is taken off.",
    ),
    "prepaid_amount": (
        "预先付了多少钱？",
        "How much did you pay in advance?",
        "余额按预付金额计算。",
        "The balance is worked out from it.",
    ),
    "prepaid_used": (
        "按约定价格已经消费了多少？",
        "How much have you used at the agreed price?",
        "已消费的部分要扣除。例如100节课6,800元，上了30节，填2,040；年卡4,800元，用了两个月，填800。",
        "What was used is taken off. For 30 of 100 lessons that cost 6,800 yuan write 2,040; "
        "for two months of a year at 4,800 yuan write 800.",
    ),
    "prepaid_used_at_full_price": (
        "按未打折的原价计算，已经消费了多少？",
        "How much have you used at the undiscounted price?",
        "因消费者原因退款的，按原价扣除。",
        "If you end it for your own reason, the full price counts.",
    ),
    "prepaid_ended_by": (
        "因为谁的原因不能继续？",
        "For whose reason did it end?",
        "原因在谁，决定余额怎样计算。",
        "It decides how the balance is worked out.",
    ),
    "deposit_kind": (
        "写的是“定金”“订金”还是“押金”？",
        "Was it called earnest money, down payment or security?",
        "只有定金适用双倍返还。",
        "Only earnest money is returned double.",
    ),
    "deposit_broken_by": (
        "是哪一方没有履行？",
        "Who did not perform?",
        "违约方不同，结果不同。",
        "The result depends on who broke it.",
    ),
}
