"""Refusals by the shop's own terms, answers that give something, and any other."""

from __future__ import annotations

from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal


def final_say(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "商家单方享有解释权或者最终解释权的格式条款无效。请按法律规定和约定处理。",
            "A standard term that gives the shop the sole or final say is void. Please act by law and "
            "agreement.",
        ),
        (),
        cite("wangxiao_jieshi:1#3", "xiaobaofa:26(3)", "qinhai_chufa:12#6"),
    )


def promise_marketing(ground: Ground) -> Rebuttal:
    """Of a promise that it counts; where none was made, that the goods have to be as the page says."""
    if ground.facts.promise_kind == "none":
        return _as_described()
    return Rebuttal(
        Text(
            "以宣传、页面说明等方式作出的承诺，应当向购买的消费者履行。承诺的赔偿高于法定标准的，"
            "按承诺赔偿。",
            "A promise made in promotion or on the page has to be kept towards the buyer. Where it exceeds "
            "the legal standard, the promise counts.",
        ),
        (
            Text(
                "请保留下单时的承诺页面，并核对承诺写明的条件。",
                "Keep the page as it stood when you ordered, and check the conditions it names.",
            ),
        ),
        cite("xiaobao_tiaoli:12", "cuxiao:6", "wangxiao_jieshi:10"),
    )


def _as_described() -> Rebuttal:
    return Rebuttal(
        Text(
            "商品、服务的实际质量应当与广告、说明表明的质量状况相符，宣传不得虚假或者引人误解。"
            "“仅供参考”之类的说法不能免除这一责任。",
            "Goods and services must be as the advertisement and the description say, and promotion may be "
            "neither false nor misleading. Words such as “for reference only” do not take that duty away.",
        ),
        (
            Text(
                "请保留下单时的商品页面或者平台的交易快照。",
                "Keep the page as it stood when you ordered, or the platform's snapshot of it.",
            ),
        ),
        cite("xiaobaofa:20(1)", "xiaobaofa:23(2)", "xiaobaofa:26(3)"),
    )


def platform_rules(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "平台规则和店铺规定不能排除法律给消费者的权利。请按法律规定处理我的要求。",
            "Rules of a platform or shop cannot take away rights that the law gives. Please act by the law.",
        ),
        (
            Text(
                "平台客服可能只处理退款。超出退款的法定赔偿，可以向商家、12315调解或者法院提出。",
                "Platform staff may only deal with the refund. Statutory compensation beyond it goes to "
                "the seller, to 12315 mediation or to court.",
            ),
        ),
        cite("xiaobaofa:16(2)", "xiaobaofa:26(3)", "wangxiao_jieshi:1#5", "pingtai_guize:30"),
    )


def partly(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "感谢答复。请把愿意办理的部分写明：办什么、多少钱、哪天完成。其余要求我仍然保留。",
            "Thank you. Please put in writing what you will do, how much and by when. I keep my other "
            "claims.",
        ),
        (
            Text(
                "接受前先看清楚，是否写着“不再追究”。这样写的，其余要求就放弃了。",
                "Before you accept, see whether it says that you give up the rest.",
            ),
        ),
        (),
    )


def agreed(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "感谢答复。请在聊天中确认：办什么、多少钱、哪天完成。收到后我会确认。",
            "Thank you. Please confirm in the chat what you will do, how much and by when. I will confirm "
            "receipt.",
        ),
        (
            Text(
                "钱到账前，不要点“确认完成”，也不要撤回申请。",
                "Until the money is there, do not mark the case as finished or withdraw your request.",
            ),
        ),
        (),
        aside=cite("minfadian:509(1)"),
    )


def other(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "请说明不同意的事实和依据。对消费者的合法要求，不得故意拖延或者无理拒绝。",
            "Please state the facts and the rule behind your refusal. A lawful request may not be put off "
            "or refused without reason.",
        ),
        (),
        cite("qinhai_chufa:8", "xiaobaofa:20(2)"),
    )
