"""Topics of policy changes to watch: each knows its statutes, and words for changes that name none."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claimguide.cases.models import Case
from claimguide.cases.vocab import Channel, GoodsKind, ProblemKind, SellerKind
from claimguide.reference.models import PolicyChange


class Topic(models.TextChoices):
    COMPLAINTS = "complaints", _("12315 and consumer associations")
    PLATFORMS = "platforms", _("Shopping platforms and their rules")
    LIVE = "live", _("Live-stream sales")
    FOOD = "food", _("Food and medicine")
    PRICES = "prices", _("Prices, advertising, automatic renewal")
    QUALITY = "quality", _("Product quality, delivery, repair and return")
    PREPAID = "prepaid", _("Prepaid cards and courses")
    PRIVACY = "privacy", pgettext_lazy("topic", "Personal information")
    COURTS = "courts", _("Courts and arbitration")


class Notify(models.TextChoices):
    """How the consumer is told. E-mail is not offered in this version."""

    NONE = "none", _("Not at all: I look here myself")
    CALENDAR = "calendar", _("By dates for my calendar")
    FEED = "feed", _("By a feed for my news reader")


STATUTES: dict[str, frozenset[str]] = {
    Topic.COMPLAINTS: frozenset({"tousu_jubao", "chufa_chengxu", "xiaobaofa", "xiaobao_tiaoli"}),
    Topic.PLATFORMS: frozenset({"dianshangfa", "wangluo_jiaoyi", "pingtai_guize", "wangxiao_jieshi"}),
    Topic.LIVE: frozenset({"zhibo_dianshang", "zhibo_shipin"}),
    Topic.FOOD: frozenset(
        {"shipinfa", "yaopinfa", "shiyao_chengfa", "shian_jieshi1", "shiyao_jiufen", "wangshi_chachu"}
        | {"zhibo_shipin", "yaopin_wangxiao"}
    ),
    Topic.PRICES: frozenset(
        {"jiagefa", "guanggaofa", "mingma_biaojia", "cuxiao", "fanbuzhengdang", "hulianwang_guanggao"}
    ),
    Topic.QUALITY: frozenset(
        {"chanpinfa", "qiri_tuihuo", "qinquan_jieshi1", "zhaohui", "sanbao_tongyong", "sanbao_shouji"}
        | {"sanbao_diannao", "sanbao_shiting", "sanbao_qiche", "qinhai_chufa", "kuaidi", "youzheng"}
    ),
    Topic.PREPAID: frozenset({"yufu_jieshi"}),
    Topic.PRIVACY: frozenset({"gebaofa"}),
    Topic.COURTS: frozenset(
        {"minsufa", "minsu_jieshi", "minsu_zhengju", "susong_feiyong", "zaixian_susong", "shixiao_guiding"}
        | {"dengji_lian", "hulianwang_fayuan_2018", "hulianwang_fayuan_2025", "falv_yuanzhu"}
    ),
}
# Read in the Chinese title only where a change names no statute.
WORDS: dict[str, tuple[str, ...]] = {
    Topic.COMPLAINTS: ("投诉", "举报", "消费者协会"),
    Topic.PLATFORMS: ("平台",),
    Topic.LIVE: ("直播",),
    Topic.FOOD: ("食品", "餐饮", "药品", "化妆品"),
    Topic.PRICES: ("价格", "广告", "促销", "续费"),
    Topic.QUALITY: ("质量", "召回", "三包", "退货", "快递"),
    Topic.PREPAID: ("预付",),
    Topic.PRIVACY: ("个人信息", "数据"),
    Topic.COURTS: ("仲裁", "诉讼", "法院"),
}


def topics_of(change: PolicyChange) -> list[str]:
    """The topics a change belongs to, in their order; a change may have none."""
    if change.statute is not None:
        return [topic for topic in Topic.values if change.statute.key in STATUTES[topic]]
    return [topic for topic in Topic.values if any(word in change.title_zh for word in WORDS[topic])]


def likely_topics(case: Case) -> list[str]:
    """What the case itself suggests: offered as ticked boxes before the first answer."""
    bought = case.purchase
    kinds = {problem.kind for problem in case.problems.all()}
    wanted = {
        # Neither takes a dispute with a private person.
        Topic.COMPLAINTS: bought.seller_kind != SellerKind.PRIVATE,
        Topic.PLATFORMS: bought.channel not in (Channel.OFFLINE, Channel.OWN_SITE),
        Topic.LIVE: bought.channel == Channel.LIVE_STREAM,
        Topic.FOOD: bought.goods_kind in _FOOD_KINDS,
        Topic.PRICES: bool(kinds & _PRICE_PROBLEMS),
        Topic.QUALITY: bool(kinds & _QUALITY_PROBLEMS),
        Topic.PREPAID: bought.goods_kind == GoodsKind.PREPAID,
        Topic.PRIVACY: ProblemKind.PRIVACY in kinds,
        Topic.COURTS: False,
    }
    return [topic.value for topic, suggested in wanted.items() if suggested]


_FOOD_KINDS = {
    GoodsKind.FOOD,
    GoodsKind.HEALTH_FOOD,
    GoodsKind.INFANT_FOOD,
    GoodsKind.DRUG,
    GoodsKind.COSMETICS,
    GoodsKind.MEDICAL_DEVICE,
    GoodsKind.FRESH,
}
_PRICE_PROBLEMS = {
    ProblemKind.PRICE_FRAUD,
    ProblemKind.DISCRIMINATION,
    ProblemKind.AUTO_RENEWAL,
    ProblemKind.FALSE_PROMOTION,
}
_QUALITY_PROBLEMS = {
    ProblemKind.QUALITY,
    ProblemKind.RETURN_REFUSED,
    ProblemKind.REFUND_DELAYED,
    ProblemKind.REPAIR_REFUSED,
    ProblemKind.INJURY,
}
