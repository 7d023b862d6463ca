"""Step 8, watch policy changes: what this case rests on, what changed, which letters a change touches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.core.forms import CHOOSE
from claimguide.follow import selectors as follow
from claimguide.follow.services import set_watch
from claimguide.follow.topics import Notify, Topic, likely_topics
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.step import Page, Result, Status, Step
from claimguide.reference.models import PolicyChange, StatuteVersion
from claimguide.reference.selectors import statute_versions_on


class TopicsForm(CaseForm):
    topics = forms.MultipleChoiceField(
        label=_("Which topics?"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The statutes of your own case are always watched."),
        error_messages={"invalid_choice": _("Please choose one of the answers shown.")},
    )
    notify = forms.ChoiceField(
        label=_("How do you want to be told?"),
        choices=Notify.choices,
        widget=forms.RadioSelect,
        help_text=_("E-mail is not offered yet."),
        error_messages=CHOOSE,
    )

    def load(self, case: Case) -> dict[str, Any]:
        watch = follow.watch_of(case)
        if watch is None:
            return {"topics": likely_topics(case), "notify": Notify.CALENDAR}
        return {"topics": watch.topics, "notify": watch.notify}

    def changes(self, case: Case) -> bool:
        """What is only suggested so far is new once it is saved."""
        return follow.watch_of(case) is None or super().changes(case)

    def write(self, case: Case) -> None:
        set_watch(case, self.cleaned_data["topics"], self.cleaned_data["notify"])


@dataclass(frozen=True)
class Foundation:
    """A statute the case rests on: its articles, today's version, and the purchase's where it was another."""

    version: StatuteVersion
    places: tuple[str, ...]
    then: StatuteVersion | None

    @property
    def listed(self) -> str:
        return "、".join(self.places)


class PolicyStep(Step):
    slug = "policy"
    number = 8
    title = _("Watch policy changes")
    lead = _("Which law your case rests on, and what changed.")
    pages = (
        Page(
            "topics",
            _("What should be watched?"),
            TopicsForm,
            _("The law changes while a case runs, and letters may need a new version."),
        ),
    )

    def status(self, desk: Desk) -> Status:
        if affected(desk):
            return Status.READY
        return Status.DONE if self.answered(desk) else Status.OPTIONAL

    def line(self, desk: Desk) -> Any:
        if touched := affected(desk):
            return ngettext(
                "%(count)d letter needs a new version", "%(count)d letters need a new version", len(touched)
            ) % {"count": len(touched)}
        if not desk.case.purchase.ordered_on:
            return ""
        count = len(statutes(desk))
        return ngettext("Rests on %(count)d statute", "Rests on %(count)d statutes", count) % {"count": count}

    def result(self, desk: Desk) -> Result:
        keys = statutes(desk)
        bought = desk.case.purchase.ordered_on
        watch = desk.watch
        topics = watch.topics if watch else likely_topics(desk.case)
        own = follow.changes_for(desk.policy_changes, keys, bought or desk.today)
        return Result(
            "guide/policy/result.html",
            {
                "foundations": foundations(desk, keys),
                "bought": bought,
                "changes": own,
                "own_in_force": [c for c in own if c.effective_on and c.effective_on <= desk.today],
                "others": _others(follow.changes_in(desk.policy_changes, topics), own, bought or desk.today),
                "affected": affected(desk),
                "watch": watch,
                "topics": [Topic(topic).label for topic in topics],
                "has_dates": bool(desk.dates),
                "feed_url": feed_url(topics),
                "nothing_known": not desk.case.problems.all(),
            },
        )


def statutes(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The statutes the assessment cites, each with the places cited, in the order of reading."""
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for citation in desk.assessment.citations():
        places[citation.key][citation.place] = None
    return {key: tuple(found) for key, found in places.items()}


def foundations(desk: Desk, keys: dict[str, tuple[str, ...]]) -> list[Foundation]:
    """Two queries: today's versions and those of the day of the purchase."""
    bought = desk.case.purchase.ordered_on
    now = statute_versions_on(keys, desk.today)
    before = statute_versions_on(keys, bought) if bought else {}
    found = [
        Foundation(version, keys[key], before[key] if key in before and before[key] != version else None)
        for key, version in now.items()
    ]
    return sorted(found, key=lambda each: each.version.statute.position)


def affected(desk: Desk) -> list[follow.Affected]:
    """The newest letter of each kind that is older than a change of the law under it."""
    newest = [versions[0] for versions in desk.letters.values() if versions]
    if not newest:
        return []
    return follow.affected_letters(newest, desk.policy_changes, statutes(desk), desk.today)


def _others(found: list[PolicyChange], own: list[PolicyChange], since: date) -> list[PolicyChange]:
    """Changes of the watched topics that the case does not rest on: new since the purchase, or to come."""
    shown = {change.pk for change in own}
    return [c for c in found if c.pk not in shown and (c.effective_on is None or c.effective_on > since)]


def feed_url(topics: list[str]) -> str:
    """The public feed of these topics, in the page's language. It holds nothing of the case."""
    name = "follow:feed_en" if get_language() == "en" else "follow:feed"
    query = urlencode([("topic", topic) for topic in topics])
    return reverse(name) + (f"?{query}" if query else "")
