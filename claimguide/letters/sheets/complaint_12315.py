"""The complaint form of the national 12315 platform, in its own order. Its text box has refused pasting."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from claimguide.cases.vocab import SubmissionChannel
from claimguide.law.text import Text
from claimguide.letters.compose import regulator
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind

from . import common
from .fitting import Fitted, fit
from .form import GENERAL_LIMIT, Field, box, of_list
from .phrases import Phrases

_YES_NO = {"yes": "同意", "no": "不同意"}
_PICK = _("Type a word from it; then you must pick an entry of the list.")


def build(source: Source) -> list[Field]:
    """Both sides, the matter, the trade, the consents, what the platform gives back."""
    with override("zh-hans"):
        problems = "、".join(str(each.get_kind_display()) for each in source.case.problems.all())
    label = Text("投诉内容", "Content of the complaint")
    short = _("Short, because this box may refuse pasting. The details belong in the attached PDF.")
    return [
        *common.seller(source, regulator.SELLER, "Company complained about"),
        *common.consumer(source),
        common.identity(),
        common.goods(source),
        of_list(
            Field(
                "category",
                Text("商品或者服务类别", "Category"),
                common.category(source),
                ("law", "goods"),
                _PICK,
            )
        ),
        of_list(
            Field("problem", Text("投诉问题类别", "Kind of problem"), problems, ("law", "problem"), _PICK)
        ),
        replace(box("content", label, content(source), ("law", "story")), hint=short),
        bureau(source),
        common.channel(source, regulator.SELLER),
        common.order(source),
        *_consents(source),
        common.attachments(source, Kind.REGULATOR),
        number(source, SubmissionChannel.HOTLINE_12315),
    ]


def content(source: Source) -> Fitted:
    """What was bought, what is wrong, what was said and is true, what is asked for."""
    say = Phrases(source, writer="本人")
    parts = (
        say.bought(),
        say.problems(),
        say.said(rank=5),
        say.truth(rank=2),
        say.talks(rank=6),
        say.wanted("诉求："),
        say.otherwise(rank=4),
        say.basis(rank=7),
    )
    return fit(parts, GENERAL_LIMIT)


def bureau(source: Source) -> Field:
    """Province, city and district are picked one after the other."""
    hint = _(
        "For a shop: the district of the address it publishes, or of the platform's company. "
        "For the platform itself: the district of its company."
    )
    place = source.case.plans.bureau
    return of_list(
        Field(
            "bureau",
            Text("处理部门：省、市、区县", "Market regulation bureau: province, city, district"),
            place,
            ("association", "bureau"),
            hint,
        )
    )


def number(source: Source, channel: SubmissionChannel) -> Field:
    given = [each.number for each in source.submissions if each.channel == channel and each.number]
    hint = _("Write it down after sending; it is needed for every question about it.")
    at = ("association", "submissions")
    return Field(
        "number", Text("编号（平台生成）", "The number the platform gives you"), "".join(given[:1]), at, hint
    )


def _consents(source: Source) -> tuple[Field, ...]:
    plans, at = source.case.plans, ("association", "bureau")
    return (
        of_list(
            Field(
                "publish",
                Text("是否同意公示投诉信息", "Whether the complaint may be published"),
                _YES_NO.get(plans.publish_complaint, ""),
                at,
            )
        ),
        of_list(
            Field(
                "entrust",
                Text("是否同意委托调解", "Whether the mediation may be entrusted"),
                _YES_NO.get(plans.entrust_mediation, ""),
                at,
            )
        ),
    )
