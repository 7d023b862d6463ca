"""Questions about the seller, its promise and the platform: question and reason in both languages."""

Row = tuple[str, str, str, str]

ROWS: dict[str, Row] = {
    "seller_kind": (
        "卖家属于哪一种？",
        "What kind of seller was it?",
        "卖家是经营者的，才适用消费者权益保护法。",
        "Consumer law needs a seller in business.",
    ),
    "seller_knew": (
        "有材料说明商家知道或者应当知道这个问题吗？",
        "Did the seller know of the problem, or must it have known?",
        "商家是否故意，关系到惩罚性赔偿。",
        "Punitive damages turn on intent.",
    ),
    "seller_showed_source": (
        "商家能拿出合法进货凭证、检验报告或者品牌授权吗？",
        "Could the seller show lawful purchase papers, inspection reports or a brand licence?",
        "拿不出来的，难以证明自己并非故意。",
        "Without them it can hardly show good faith.",
    ),
    "seller_vanished": (
        "商家已经拉黑您、失联，联系不上了吗？",
        "Has the seller blocked you or disappeared, so that you cannot reach it?",
        "联系不上的，要看平台的责任。收了预付款又躲避退款的，还可能承担惩罚性赔偿。只是关店、还有人答复的，选“否”。",
        "Then the platform's duties matter. Who hides with a prepayment may owe punitive damages, too. "
        "A shop that closed but still answers has not disappeared.",
    ),
    "live_room_role": (
        "直播间有没有说明谁是实际卖家？",
        "What did the live room say about who sells?",
        "没有标明实际卖家的，直播间可能按卖家负责。",
        "A room that did not say may answer as the seller.",
    ),
    "obvious_price_error": (
        "标价是不是明显标错了？",
        "Was the marked price plainly a slip?",
        "明显标错的，商家可能请求撤销合同。",
        "The seller may ask to have the contract avoided.",
    ),
    "promise_kind": (
        "商家在页面上作出过高于法律规定的承诺吗？例如假一赔十、延长退货。",
        "Did the page promise more than the law gives, such as ten for one or a longer return?",
        "承诺高于法定标准的，可以按承诺主张。",
        "A promise above the law can be claimed.",
    ),
    "promise_value": (
        "承诺赔几倍，或者赔多少钱？",
        "What multiple or sum was promised?",
        "赔偿按承诺的倍数或者金额计算。",
        "The claim is worked out from it.",
    ),
    "promise_includes_refund": (
        "承诺的倍数里已经包含价款本身吗？",
        "Does the promised multiple already contain the price itself?",
        "已经包含的，不再另外主张退款。",
        "If so, no refund is claimed beside it.",
    ),
    "promise_by": (
        "是店铺承诺的，还是平台承诺的？",
        "Who promised: the shop or the platform?",
        "谁承诺，就由谁履行。",
        "Whoever promised must perform.",
    ),
    "platform_named_seller": (
        "平台向您提供了卖家的真实名称、地址和有效联系方式吗？",
        "Did the platform give you the seller's true name, address and a working contact?",
        "提供不了的，可以要求平台先行赔偿。",
        "If it cannot, you may claim from the platform first.",
    ),
    "platform_promise": (
        "平台自己承诺过先行赔付、正品保障等更好的保障吗？",
        "Did the platform itself promise better protection, such as payment first or authenticity?",
        "平台应当履行自己的承诺。",
        "A platform must keep its own promise.",
    ),
    "platform_knew": (
        "平台知道，或者被投诉后应当知道这个问题吗？",
        "Did the platform know, was it told, or must it have known?",
        "知道而不处理的，平台要承担连带责任。",
        "A platform that knew and did not act is jointly liable.",
    ),
    "platform_acted": (
        "平台知道以后，及时采取必要措施了吗？",
        "Once it knew, did the platform take the measures needed in time?",
        "没有采取措施的，平台要承担连带责任。",
        "If not, it is jointly liable.",
    ),
    "platform_checked_licence": (
        "平台核验过卖家的身份和资质吗？",
        "Did the platform check the seller's identity and licences?",
        "关系生命健康的商品，未核验的平台可能要负责。",
        "For life and health it may answer for not checking.",
    ),
    "platform_marked_own_business": (
        "平台清楚标明了哪些是自营吗？",
        "Did the platform clearly mark which offers are its own?",
        "标为自营的，平台按卖家负责。",
        "What is marked as its own it answers for as seller.",
    ),
    "platform_kept_records": (
        "平台保存并提供了交易记录吗？",
        "Did the platform keep and hand over the transaction record?",
        "拒不提供的，可能承担不利后果。",
        "Refusing can count against it.",
    ),
    "platform_helped": (
        "平台有投诉渠道并协助您处理了吗？",
        "Did the platform have a complaint channel and help?",
        "平台有义务协助消费者维权。",
        "Platforms must assist consumers.",
    ),
    "platform_advertised": (
        "您是点击广告位或者付费排名进入的吗？",
        "Did you come through a paid advertisement or ranking?",
        "平台可能作为广告发布者负责。",
        "The platform may answer as the advertiser's publisher.",
    ),
    "platform_paid_outside": (
        "商家引导您在平台以外付款了吗？",
        "Were you led to pay outside the platform?",
        "商家不能以此推卸责任。",
        "The seller cannot escape by that.",
    ),
}
