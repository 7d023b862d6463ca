"""What kind of thing a file is: one choice that gives an exhibit its title and says what it shows."""

from __future__ import annotations

import re

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from claimguide.cases import wording

from .elements import Element


class Sort(models.TextChoices):
    """The usual exhibits of an online purchase; their names stand in the letters."""

    ORDER = "order", _("Screenshot of the order page")
    PAYMENT = "payment", _("Record of the payment")
    PRODUCT = "product", _("Screenshot of the product page")
    LIVE = "live", _("Screenshot of the live stream")
    CHAT = "chat", _("Chat with the seller's staff")
    AFTER_SALES = "after_sales", _("Record of the after-sales request")
    REPORT = "report", _("Test report")
    GOODS = "goods", _("Photo of the goods received")
    COSTS = "costs", _("Receipt for costs")

    @property
    def proves(self) -> tuple[Element, ...]:
        return _PROVES[self]

    def letter_name(self, chinese: str = wording.CHINESE) -> str:
        """The name as letters print it, in the Chinese of the case, whatever the page's language."""
        with translation.override(chinese):
            return str(self.label)


_PROVES: dict[str, tuple[Element, ...]] = {
    Sort.ORDER: (Element.BUYING, Element.PAYING),
    Sort.PAYMENT: (Element.PAYING,),
    Sort.PRODUCT: (Element.PROMISE,),
    Sort.LIVE: (Element.PROMISE,),
    Sort.CHAT: (Element.NOTICE,),
    Sort.AFTER_SALES: (Element.NOTICE,),
    Sort.REPORT: (Element.DEFECT,),
    Sort.GOODS: (Element.DEFECT,),
    Sort.COSTS: (Element.LOSS,),
}
# What people and shops call such files; the first that fits is offered.
_NAMES: tuple[tuple[Sort, str], ...] = (
    (Sort.AFTER_SALES, r"售后|退款|退货|after.?sale|refund"),
    (Sort.REPORT, r"检测|检验|鉴定|质检|report"),
    (Sort.LIVE, r"直播|live"),
    (Sort.CHAT, r"聊天|客服|对话|chat"),
    (Sort.PAYMENT, r"付款|支付|转账|账单|pay|bill"),
    (Sort.COSTS, r"发票|收据|票据|receipt|invoice"),
    (Sort.ORDER, r"订单|order"),
    (Sort.PRODUCT, r"商品页|详情页|宣传|product"),
)
# What telephones and chat apps call files by themselves.
_OF_DEVICES = re.compile(
    "微信|图片|照片|相片|屏幕|截图|截屏|快照|录屏|视频|录音|扫描件?|文档|文件|未命名|新建|副本|下载|[年月日时分秒]"
)


def sort_named(name: str) -> Sort | None:
    """What a file of this name seems to be, None where the name says nothing: IMG_2031.jpg."""
    return next((sort for sort, words in _NAMES if re.search(words, name, re.IGNORECASE)), None)


def says_what(name: str) -> bool:
    """Whether a file's name says what the file is: 小票 and order do, IMG_2031 and 微信图片_2026 do not."""
    return sort_named(name) is not None or bool(re.search("[\u4e00-\u9fff]", _OF_DEVICES.sub("", name)))
