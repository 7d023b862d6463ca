"""What follows from each ground against a platform, in the words of its own consequence and no stronger ones.

连带 only where the law says so; 相应的责任 stays open; a duty is asked to be performed and is no debt.
The venue's supplementary liability (P20) has no words here: it is never a marketplace's.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimguide.law.assessment import PlatformFinding, Role
from claimguide.law.facts import Facts

TITLES: dict[str, str] = {
    "P1": "关于经营者信息",
    "P2": "关于平台的承诺",
    "P3": "关于必要措施",
    "P4": "关于审核与安全保障义务",
    "P5": "关于自营业务",
    "P6": "关于食品平台的义务",
    "P7": "关于药品平台的义务",
    "P8": "关于直播间",
    "P9": "关于直播间运营者信息和记录",
    "P10": "关于平台发布的广告",
    "P11": "关于交易记录",
    "P12": "关于投诉渠道与协助义务",
    "P13": "关于平台处理和平台规则",
    "P14": "关于消费者评价",
    "P15": "关于店铺经营者变更",
    "P16": "关于侵权通知",
    "P17": "关于未经授权的支付",
    "P18": "关于平台提供的服务",
    "P19": "关于平台以外的付款",
}
# {platform} and {thing} are what the letter calls them. By role where one ground can lead to several.
_JOINT_DRUG = "{platform}知道或者应当知道上述情况而未采取必要措施的，应当依法与该药品销售者承担连带责任"
_FOLLOWS: dict[str, str | Mapping[Role, str]] = {
    "P1": "{platform}未提供{seller}的真实名称、地址和有效联系方式，本人可以向{platform}要求赔偿",
    "P2": "{platform}作出了更有利于消费者的承诺，应当履行",
    "P3": "{platform}知道或者应当知道上述情况而未采取必要措施的，应当依法与{seller}承担连带责任",
    "P4": "该{thing}关系消费者生命健康，{platform}未尽到相应义务的，应当依法承担相应的责任",
    "P5": "该项交易为{platform}自营，或者其标识足以使消费者相信系自营，{platform}应当承担销售者责任",
    "P6": "{platform}未对该食品经营者履行上述义务，使本人权益受到损害的，应当依法与其承担连带责任",
    "P7": {
        "pays_first": "{platform}不能提供该药品销售者的真实名称、地址和有效联系方式的，应当依法承担责任",
        "joint": _JOINT_DRUG,
    },
    "P8": {
        "as_seller": "直播间未标明实际销售者的，由直播间运营者承担商品销售者责任，"
        "请{platform}提供其真实身份信息",
        "seller": "该直播间由商家自行开设，其工作人员在直播中的宣传由商家负责",
    },
    "P9": "{platform}应当按照本人的要求提供直播间运营者的信息和本次交易的记录",
    "P10": {
        "pays_first": "{platform}作为该广告的发布者，"
        "不能提供广告主的真实名称、地址和有效联系方式的，应当先行赔偿",
        "joint": "{platform}作为该广告的发布者，应当依法与广告主承担连带责任",
    },
    "P11": "{platform}丢失或者拒绝提供交易记录，致使事实无法查明的，应当承担相应的法律责任",
    "P12": "请{platform}依法受理本人的投诉，并积极协助处理",
    "P13": "{platform}对本人作出不利处理的，应当说明理由，并按要求人工复核；"
    "限制消费者权利的规则条款不能约束本人",
    "P14": "{platform}删除本人的评价，不符合上述规定",
    "P15": "该店铺登记的经营者与实际经营者都应当对本人负责，请{platform}提供双方的信息",
    "P16": "{platform}接到通知后未及时采取必要措施的，应当就损害的扩大部分与侵权人承担连带责任",
    "P17": "该笔支付未经本人授权，由此造成的损失依法由提供支付服务的机构承担，本人将另行向该机构提出",
    "P18": "该服务由{platform}自己提供，{platform}没有按照约定提供的，应当承担违约责任",
    "P19": "商家应当承担销售者或者服务提供者责任，不能以款项未经{platform}支付为由推卸",
}

# What the consumer answered about the platform, as a fact of the letter: only the answer that shows a ground.
_TOLD: tuple[tuple[str, str, str], ...] = (
    ("live_room_role", "did_not_say", "直播时，直播间没有标明实际销售者。"),
    ("platform_advertised", "yes", "本人通过{platform}的广告位或者付费排名进入该{thing}的页面。"),
    ("platform_paid_outside", "yes", "{seller}的工作人员引导本人在{platform}以外付款。"),
    ("platform_checked_licence", "no", "据本人了解，{platform}没有核验{seller}的资质。"),
    ("platform_acted", "no", "据本人了解，{platform}没有就上述问题及时采取必要措施。"),
    ("platform_kept_records", "no", "{platform}没有向本人提供本次交易的记录。"),
    ("platform_helped", "no", "{platform}没有为本人有效处理投诉、提供协助。"),
)


def conduct(facts: Facts, *, platform: str, seller: str, thing: str) -> str:
    """What the platform did or left undone, one sentence each, "" where nothing was said of it."""
    names = {"platform": platform, "seller": seller, "thing": thing}
    return "".join(text.format(**names) for key, value, text in _TOLD if getattr(facts, key) == value)


def follows(finding: PlatformFinding) -> str:
    """What follows from this ground here, with places for {platform}, {seller} and {thing}."""
    words = _FOLLOWS[finding.code]
    return words if isinstance(words, str) else words[finding.role]
