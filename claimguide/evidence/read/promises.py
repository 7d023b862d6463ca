"""Words in which sellers bind themselves, as they stand on a page."""

from __future__ import annotations

import re

_WORDS = re.compile(
    "|".join(
        (
            r"(?:支持)?(?:7|七|8|15|十五|30|三十)天(?:无理由)?(?:退换货|退货|退换|包退|包换|可退)",
            r"假一(?:赔|罚|陪)(?:[一二三四五六七八九十百]+|\d+)",
            r"(?:保证|保障|承诺)?(?:100|百分之百|百分百)%?正品(?:保证|保障)?",
            r"(?:保证|承诺|官方|专柜)正品|正品(?:保证|保障|承诺)",
            r"\d{1,3}(?:小时|天|h|H)内?(?:极速)?(?:发货|发出|送达)|(?:当天|当日|次日)(?:发货|发出|送达|达)",
            r"(?:[二三四五六七八九十百]|\d{1,3})倍(?:赔偿|赔付|返还)|退一赔[一二三四五六七八九十\d]+|假货包赔",
            r"退货包运费|退货运费险|(?:送|赠)运费险|运费险|免费退换|上门取退",
            r"极速退款|闪电退款|先行赔付|晚发(?:必|即)赔|破损包(?:赔|退)|坏(?:果|单|了)包(?:赔|退)|过敏包退",
            r"全国联保|\d{1,3}[天日]价保|价保\d{1,3}[天日]|保价\d{1,3}[天日]|买贵(?:必|包)赔",
            r"(?:终身|[一二三四五两\d]{1,2}年|\d{1,3}个月)(?:质保|保修|联保|换新)|只换不修",
        )
    )
)


def promises_in(text: str) -> list[str]:
    """The promises of a text in their own words, each once, from left to right."""
    return list(dict.fromkeys(match[0] for match in _WORDS.finditer(text)))
