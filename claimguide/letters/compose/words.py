"""How the answers of the vocabulary read in a letter. Each is a statement of fact in the consumer's name."""

from __future__ import annotations

from claimguide.cases.vocab import (
    Channel,
    ContactChannel,
    ProblemKind,
    ReplyKind,
    SubmissionChannel,
    SubmissionState,
)

DAY_OF_LETTER = "本函出具之日"

PROBLEMS: dict[str, str] = {
    ProblemKind.QUALITY: "{thing}存在质量问题",
    ProblemKind.NOT_AS_DESCRIBED: "{thing}与页面描述、图片或者{seller}的说明不符",
    ProblemKind.FALSE_PROMOTION: "宣传内容与实际情况不符",
    ProblemKind.COUNTERFEIT: "{thing}涉嫌假冒",
    ProblemKind.USED_AS_NEW: "{thing}按全新销售，实际有使用过或者翻新的迹象",
    ProblemKind.CONCEALED: "{thing}存在销售时未告知的瑕疵",
    ProblemKind.WRONG_ITEM: "实际交付的{thing}与订单不一致",
    ProblemKind.SHORT: "交付的{thing}数量或者配件短缺",
    ProblemKind.RETURN_REFUSED: "七日无理由退货的要求被拒绝",
    ProblemKind.REFUND_DELAYED: "商品退回后未按期收到退款",
    ProblemKind.PROMISE: "公开作出的承诺未得到履行",
    ProblemKind.REPAIR_REFUSED: "修理、更换、退货的要求被拒绝",
    ProblemKind.NOT_DELIVERED: "{thing}一直没有交付",
    ProblemKind.LATE: "{thing}没有按期交付",
    ProblemKind.CANCELLED: "订单被单方取消",
    ProblemKind.LOST: "包裹在运输途中丢失",
    ProblemKind.DAMAGED: "{thing}送达时已经损坏",
    ProblemKind.UNSAFE_FOOD: "食品涉嫌不符合食品安全标准",
    ProblemKind.EXPIRED: "{thing}交付时已超过保质期",
    ProblemKind.FOREIGN_OBJECT: "{thing}中有异物",
    ProblemKind.LABEL_FLAW: "{thing}的标签存在错误",
    ProblemKind.NO_LABEL: "{thing}缺少应当标注的信息",
    ProblemKind.UNLICENSED: "{seller}涉嫌没有取得经营该{thing}所需的许可",
    ProblemKind.UNSAFE_DRUG: "药品涉嫌为假药或者劣药",
    ProblemKind.PRICE_FRAUD: "标示的价格或者优惠与实际不符",
    ProblemKind.DISCRIMINATION: "同样条件下的收费高于其他消费者",
    ProblemKind.AUTO_RENEWAL: "未作显著提示即自动续费",
    ProblemKind.PREPAID_CLOSED: "收取预付款后停止经营",
    ProblemKind.PREPAID_REFUND: "预付款余额未退还",
    ProblemKind.INJURY: "{thing}造成了人身伤害或者财产损失",
    ProblemKind.PRIVACY: "个人信息被泄露或者被不当使用",
    ProblemKind.UNFAIR_TERM: "格式条款对消费者不公平、不合理",
    ProblemKind.DEPOSIT: "已收取的款项未退还",
    ProblemKind.MINOR: "未成年人未经监护人同意付款",
    ProblemKind.UNAUTHORISED: "发生了未经本人授权的支付",
    ProblemKind.REVIEW: "本人发布的评价被删除",
}

# What the seller did or left undone: in dispute, not found in the goods.
CONDUCT = frozenset(
    {
        ProblemKind.RETURN_REFUSED,
        ProblemKind.REFUND_DELAYED,
        ProblemKind.REPAIR_REFUSED,
        ProblemKind.NOT_DELIVERED,
        ProblemKind.CANCELLED,
        ProblemKind.PREPAID_REFUND,
        ProblemKind.DEPOSIT,
    }
)

PLACES: dict[str, str] = {
    Channel.PLATFORM_SHOP: "{platform}平台的店铺",
    Channel.LIVE_STREAM: "{platform}平台的直播间",
    Channel.OWN_SITE: "网上商城",
    Channel.SOCIAL: "{platform}平台的商家",
    Channel.TAKEAWAY: "{platform}平台的外卖店铺",
    Channel.SECOND_HAND: "{platform}平台的卖家",
    Channel.OFFLINE: "实体店",
}
# These are somebody to buy from and no place to buy in.
SELLERS = frozenset({Channel.SOCIAL, Channel.SECOND_HAND})

# What was paid before the price, by its kind; whatever is called a deposit is not the price.
DEPOSITS: dict[str, str] = {"earnest": "定金", "down_payment": "订金", "security": "押金"}
CHANNELS: dict[str, str] = {
    ContactChannel.CHAT: "通过平台聊天",
    ContactChannel.AFTER_SALES: "通过售后申请",
    ContactChannel.PHONE: "通过电话",
    ContactChannel.MAIL: "通过邮寄信函",
    ContactChannel.EMAIL: "通过电子邮件",
    ContactChannel.IN_PERSON: "当面",
}

REPLIES: dict[str, str] = {
    ReplyKind.NONE: f"截至{DAY_OF_LETTER}，本人尚未收到{{seller}}对上述要求的答复",
    ReplyKind.AGREED: "{seller}曾表示同意本人的要求",
    ReplyKind.PARTLY: "{seller}只同意本人的部分要求",
    ReplyKind.OPENED: "{seller}以商品已经拆封为由拒绝",
    ReplyKind.SIGNED: "{seller}以本人已经签收为由拒绝",
    ReplyKind.NOT_SUPPORTED: "{seller}以该商品不支持退货为由拒绝",
    ReplyKind.PROVE_IT: "{seller}要求本人先行鉴定并举证",
    ReplyKind.APPRAISAL: "{seller}表示不认可第三方的鉴定",
    ReplyKind.OWN_FAULT: "{seller}称问题系本人造成",
    ReplyKind.HARMLESS: "{seller}称该问题不影响食用或者使用",
    ReplyKind.NOT_OURS: "{seller}要求本人联系生产者或者等待生产者处理",
    ReplyKind.FINAL_SAY: "{seller}以其享有最终解释权为由拒绝",
    ReplyKind.PROMISE_MARKETING: "{seller}称有关内容只是广告宣传",
    ReplyKind.PLATFORM_RULES: "{seller}以平台规则没有规定为由拒绝",
    ReplyKind.RESALE: "{seller}以影响再次销售为由拒绝",
    ReplyKind.TOO_LATE: "{seller}以已经超过退货期限为由拒绝",
    ReplyKind.PROMOTION: "{seller}以特价、促销商品不予退换为由拒绝",
    ReplyKind.INCOMPLETE: "{seller}以赠品、包装、吊牌或者发票不齐全为由拒绝",
    ReplyKind.CUSTOM: "{seller}以商品属于定制为由拒绝",
    ReplyKind.DIGITAL: "{seller}以虚拟商品、数字化商品不予退款为由拒绝",
    ReplyKind.COURIER: "{seller}要求本人联系物流企业",
    ReplyKind.ASK_PLATFORM: "{seller}要求本人联系平台处理",
    ReplyKind.LIVE_ROOM: "{seller}以直播间与其无关或者直播链接已经下架为由拒绝",
    ReplyKind.NEW_OWNER: "{seller}以店铺已经转让为由拒绝",
    ReplyKind.OFF_PLATFORM: "{seller}以没有通过平台付款为由拒绝",
    ReplyKind.CLAIMANT: "{seller}称本人购买是为了索赔",
    ReplyKind.SEVERAL: "{seller}以本人购买数量较多为由拒绝",
    ReplyKind.REVIEW_FIRST: "{seller}要求本人先撤回评价或者投诉",
    ReplyKind.FREIGHT: "{seller}要求本人承担运费",
    ReplyKind.COUPON: "{seller}只同意退还优惠券、积分或者账户余额",
    ReplyKind.SLOW_REFUND: "{seller}称退款需要等待",
    ReplyKind.DEPOSIT: "{seller}以所收款项属于定金、订金或者押金为由拒绝退还",
    ReplyKind.PREPAID: "{seller}以预付款不予退还为由拒绝",
    ReplyKind.PRICE_ERROR: "{seller}以标错价格为由取消订单或者拒绝履行",
    ReplyKind.NO_STOCK: "{seller}以缺货为由取消订单或者拒绝履行",
    ReplyKind.OTHER: "{seller}没有同意本人的要求",
}

# Where an exhibit comes from, as the list of evidence says it.
ORIGINS: dict[str, str] = {
    "screenshot": "本人手机或者电脑截图",
    "photo": "本人拍摄",
    "paper": "纸质材料，由本人拍摄或者扫描",
    "download": "从平台、银行或者支付应用下载",
    "other_side": "商家或者平台发送",
    "other_person": "他人提供",
}

REPLY_TITLES: dict[str, str] = {
    ReplyKind.PARTLY: "关于部分同意的答复",
    ReplyKind.OPENED: "关于“商品已经拆封”",
    ReplyKind.SIGNED: "关于“已经签收”",
    ReplyKind.NOT_SUPPORTED: "关于“该商品不支持退货”",
    ReplyKind.PROVE_IT: "关于“先行鉴定并举证”",
    ReplyKind.APPRAISAL: "关于“不认可第三方的鉴定”",
    ReplyKind.OWN_FAULT: "关于“问题系本人造成”",
    ReplyKind.HARMLESS: "关于“不影响食用或者使用”",
    ReplyKind.NOT_OURS: "关于“联系生产者或者等待生产者处理”",
    ReplyKind.FINAL_SAY: "关于“最终解释权”",
    ReplyKind.PROMISE_MARKETING: "关于“只是广告宣传”",
    ReplyKind.PLATFORM_RULES: "关于“平台规则没有规定”",
    ReplyKind.RESALE: "关于“影响再次销售”",
    ReplyKind.TOO_LATE: "关于“已经超过退货期限”",
    ReplyKind.PROMOTION: "关于“特价、促销商品不予退换”",
    ReplyKind.INCOMPLETE: "关于“赠品、包装、吊牌或者发票不齐全”",
    ReplyKind.CUSTOM: "关于“定制商品”",
    ReplyKind.DIGITAL: "关于“虚拟商品、数字化商品不予退款”",
    ReplyKind.COURIER: "关于“联系物流企业”",
    ReplyKind.ASK_PLATFORM: "关于“联系平台处理”",
    ReplyKind.LIVE_ROOM: "关于“直播间”",
    ReplyKind.NEW_OWNER: "关于“店铺已经转让”",
    ReplyKind.OFF_PLATFORM: "关于“没有通过平台付款”",
    ReplyKind.CLAIMANT: "关于“购买是为了索赔”",
    ReplyKind.SEVERAL: "关于“购买数量较多”",
    ReplyKind.REVIEW_FIRST: "关于“先撤回评价或者投诉”",
    ReplyKind.FREIGHT: "关于运费",
    ReplyKind.COUPON: "关于“退还优惠券、积分或者账户余额”",
    ReplyKind.SLOW_REFUND: "关于退款的时间",
    ReplyKind.DEPOSIT: "关于定金、订金、押金",
    ReplyKind.PREPAID: "关于“预付款不予退还”",
    ReplyKind.PRICE_ERROR: "关于“标错价格”",
    ReplyKind.NO_STOCK: "关于“缺货”",
    ReplyKind.OTHER: "关于拒绝本人的要求",
}

ELEMENTS: dict[str, str] = {
    "buying": "购买事实",
    "paying": "付款情况",
    "promise": "宣传、说明与承诺",
    "defect": "商品或服务的实际问题",
    "notice": "向对方提出要求及对方的答复",
    "loss": "损失情况",
}

SENT_TO: dict[str, str] = {
    SubmissionChannel.PLATFORM: "向平台提交书面请求",
    SubmissionChannel.ASSOCIATION: "向消费者协会投诉",
    SubmissionChannel.HOTLINE_12315: "向12315投诉",
    SubmissionChannel.REPORT_12315: "向12315举报",
    SubmissionChannel.COURT: "向法院起诉",
    SubmissionChannel.OTHER: "向其他机构反映",
}

OUTCOMES: dict[str, str] = {
    SubmissionState.SENT: "尚无答复",
    SubmissionState.ACCEPTED: "已受理",
    SubmissionState.REFUSED: "未受理",
    SubmissionState.SETTLED: "已达成一致",
    SubmissionState.ENDED: "未达成一致，已终结",
}
