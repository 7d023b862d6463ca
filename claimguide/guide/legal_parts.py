"""The parts of step 5 on pages of their own: what each template needs, and its line on the step's page."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.wording import said
from claimguide.core.money import yuan
from claimguide.law.assessment import Deadline
from claimguide.law.text import Text
from claimguide.letters.compose import open_points
from claimguide.letters.kinds import Kind
from claimguide.reference.selectors import channels, wage_figure
from claimguide.reference.who import INTERNET_COURTS

from .complaint_progress import progress
from .courts import choices, fees, injured, not_small, outside
from .desk import Desk
from .letter_panel import letter_panel
from .routes import routes
from .step import Leaf

LIMITATION = ("limitation", "limitation_renewed")
UNDOING = ("avoidance", "rescission")


# What starts the limitation period anew, and where it says so.
INTERRUPTIONS = (
    Text("您的书面要求到达对方。", "Your demand in writing reaches the other side."),
    Text("对方同意履行。", "The other side agrees to perform."),
    Text("您起诉或者申请仲裁。", "You sue or go to arbitration."),
    Text(
        "您向有权处理纠纷的部门、社会团体提出保护权利的请求。",
        "You ask an authority or association that may settle such disputes to protect your right.",
    ),
    Text("您向公安机关报案，请求保护权利。", "You report it to the police and ask for your right."),
)
_INTERRUPTED_BY = (
    "minfadian:195",
    "shixiao_guiding:8",
    "shixiao_guiding:12",
    "shixiao_guiding:13",
)


def limitation(desk: Desk) -> Deadline | None:
    return open_points.limitation(desk.source)


def _ways(desk: Desk) -> dict[str, Any]:
    return {"routes": routes(desk)}


def _ways_line(desk: Desk) -> str:
    return gettext("Talks, platform, mediation, payment order, suit: cost, time, what each needs")


def _where(desk: Desk) -> dict[str, Any]:
    """The court, what it costs, small claims, filing online."""
    found, plans = desk.assessment, desk.case.plans
    courts = choices(desk)
    places = {region.code for region in (plans.receipt_region, plans.seller_region) if region}
    has_online = any(choice.venue.code == "internet" for choice in courts)
    online = [INTERNET_COURTS[code] for code in sorted(places & INTERNET_COURTS.keys()) if has_online]
    return {
        "courts": courts,
        "outside": outside(desk),
        "not_small": not_small(desk),
        "wage": wage_figure(plans.receipt_region or plans.seller_region, desk.today),
        "small_citations": desk.law("minsufa:165", "minsufa:166"),
        "fees": fees(found.claim_min, found.claim_max),
        "fee_citations": desk.law("susong_feiyong:20", "susong_feiyong:22(1)", "susong_feiyong:29"),
        "relief_citations": desk.law(*(f"susong_feiyong:{article}" for article in (44, 45, 46, 47))),
        "online": channels("court-online", *online),
        "online_citations": desk.law("zaixian_susong:1", "zaixian_susong:9"),
    }


def _where_line(desk: Desk) -> str:
    """The first court and what going there costs."""
    first = choices(desk)[0]
    court = desk.case.plans.court_name or first.court or said(first.venue.title)
    found = desk.assessment
    costs = fees(found.claim_min, found.claim_max)
    if not costs:
        return court
    return gettext("%(court)s; fee %(fee)s yuan, halved %(half)s yuan") % {
        "court": court,
        "fee": yuan(costs[0]["whole"].amount),
        "half": yuan(costs[0]["half"].amount),
    }


def _days(desk: Desk) -> dict[str, Any]:
    """Until when one may sue, from which day it counts and what starts it anew."""
    found = limitation(desk)
    return {
        "last_day": found.date if found else None,
        "days": [d for d in desk.assessment.deadlines if d.code in LIMITATION],
        "other_days": [d for d in desk.assessment.deadlines if d.code in UNDOING],
        "injury": injured(desk),
        "injury_citations": desk.law("chanpinfa:45", "minfadian:188"),
        "interruptions": INTERRUPTIONS,
        "interruption_citations": desk.law(*_INTERRUPTED_BY),
        "sendings": sorted(
            (
                (sending.on, version)
                for version in desk.versions
                for sending in version.live_sendings
                if version.kind in (Kind.SELLER, Kind.REPLY)
            ),
            key=lambda each: each[0],
        ),
        "contacts": desk.contacts,
        "over_citations": desk.law("minfadian:192"),
    }


def _days_line(desk: Desk) -> str:
    found = limitation(desk)
    if found is None or found.date is None:
        return gettext("not known yet")
    return gettext("Sue by %(day)s at the latest") % {"day": date_format(found.date, "DATE_FORMAT")}


def complaint_panel(desk: Desk) -> dict[str, Any]:
    return letter_panel(desk, Kind.COMPLAINT)


def _complaint(desk: Desk) -> dict[str, Any]:
    """The complaint box by box, and the statement of account."""
    panel = complaint_panel(desk)
    return {
        "complaint": panel,
        "progress": None if panel["reason"] else progress(desk),
        "account": letter_panel(desk, Kind.ACCOUNT),
        "complaint_citations": desk.law(
            "minsufa:124", "dengji_lian:4", "dengji_lian:6", "minsufa:123", "minsu_zhengju:19"
        ),
    }


def _complaint_line(desk: Desk) -> str:
    panel = complaint_panel(desk)
    if panel["reason"]:
        return gettext("not for this case")
    if count := len(panel["missing"]):
        return ngettext("%(n)d value missing", "%(n)d values missing", count) % {"n": count}
    return gettext("all that we ask for is there")


def _lawyer(desk: Desk) -> dict[str, Any]:
    return {
        "questions": [*open_points.contradictions(desk.source), *open_points.questions(desk.source)],
        "open_facts": open_points.open_facts(desk.source),
        "brief": letter_panel(desk, Kind.BRIEF),
        "aid": channels("12348"),
        "fee_basis": desk.law("minsufa:61", "minsufa:62"),
    }


def _lawyer_line(desk: Desk) -> str:
    count = len(open_points.questions(desk.source)) + len(open_points.contradictions(desk.source))
    return ngettext("Brief with %(n)d question", "Brief with %(n)d questions", count) % {"n": count}


LEAVES: tuple[Leaf, ...] = (
    Leaf("ways", _("The ways open to you"), "guide/legal/ways.html", _ways, _ways_line),
    Leaf("days", _("Until when you may sue"), "guide/legal/days.html", _days, _days_line),
    Leaf("where", _("Which court, and what it costs"), "guide/legal/where.html", _where, _where_line),
    Leaf("complaint", _("Civil complaint"), "guide/legal/complaint.html", _complaint, _complaint_line),
    Leaf("lawyer", _("For a lawyer or an advice desk"), "guide/legal/lawyer.html", _lawyer, _lawyer_line),
)
