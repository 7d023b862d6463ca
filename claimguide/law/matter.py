"""One purchase under the law of one day: what every ground looks at, and where it gets its citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimguide.law.citations import Citation, cite_in_force
from claimguide.law.facts import Facts
from claimguide.law.periods import Calendar, LastDay, days_after, last_day
from claimguide.law.scope import binds_outside
from claimguide.law.vocabulary import DISTANCE_CHANNELS, FOOD_KINDS, PLATFORM_CHANNELS, SERVICES

SEVEN_DAYS = 7
PAYMENT = range(53, 58)
"""Articles of the E-Commerce Law on electronic payment."""


def return_days(facts: Facts) -> int:
    """Days for a return without reason: seven, or the longer time the seller promised."""
    promised = facts.promise_value if facts.promise_kind == "longer_return" else None
    return max(SEVEN_DAYS, int(promised or 0))


def outlived_return_day(facts: Facts) -> date | None:
    """The day by which these days were over when the return was asked for; None where they were not.

    Such a return is in time only because that day was a holiday (民法典 203).
    """
    received, asked = facts.received_on, facts.return_requested_on
    if received is None or asked is None:
        return None
    counted = days_after(received, return_days(facts))
    return counted if asked > counted else None


@dataclass(frozen=True)
class Matter:
    """The facts, the day whose law applies, and the calendar of holidays where there is one.

    `closed`: nothing more will come to light, as in a ruling. What is still open then falls to whoever had to
    prove it, instead of being asked for.
    """

    facts: Facts
    on: date
    calendar: Calendar | None = None
    closed: bool = False

    def with_fact(self, key: str, value: object) -> Matter:
        """The same matter with one fact replaced."""
        return Matter(self.facts.with_fact(key, value), self.on, self.calendar, self.closed)

    def cite(self, *codes: str) -> tuple[Citation, ...]:
        """Those of the citations that applied on the day.

        The E-Commerce Law leaves online content services to other laws (电商法 2(款3)), so it drops
        out; paying for them is no content, so its rules on electronic payment stay.
        """
        found = cite_in_force(codes, self.on)
        if self.facts.goods_kind == "digital_content":
            return tuple(each for each in found if each.key != "dianshangfa" or each.article in PAYMENT)
        return found

    def binds(self, citation: Citation) -> bool:
        """Whether the article binds these two sides: where consumer law is out, not all do (law.scope)."""
        return self.is_consumer is not False or binds_outside(
            citation, operator=self.is_operator is not False
        )

    @property
    def is_operator(self) -> bool | None:
        """Whether the other side runs a business (消保法 3; 网络消费规定（一） 7)."""
        kind = self.facts.seller_kind
        return None if kind is None else kind != "private"

    @property
    def is_consumer(self) -> bool | None:
        """Whether consumer law protects this purchase: for daily life (消保法 2) and from an operator."""
        purpose = self.facts.purpose
        if self.is_operator is False or purpose in ("resale", "claim_hunting"):
            return False
        return True if self.is_operator and purpose == "daily_life" else None

    @property
    def is_service(self) -> bool | None:
        kind = self.facts.goods_kind
        return None if kind is None else kind in SERVICES

    @property
    def is_food(self) -> bool | None:
        kind = self.facts.goods_kind
        return None if kind is None else kind in FOOD_KINDS

    @property
    def at_a_distance(self) -> bool | None:
        """Whether it was sold by internet, telephone, television or mail order (消保法 25)."""
        channel = self.facts.channel
        return None if channel is None else channel in DISTANCE_CHANNELS

    @property
    def on_a_platform(self) -> bool:
        """Whether a platform stands between the parties: not its own goods, not a shop's own site."""
        return self.facts.channel in PLATFORM_CHANNELS and self.facts.seller_kind != "self_operated"

    @property
    def promised_return_days(self) -> int:
        return return_days(self.facts)

    @property
    def last_return_day(self) -> LastDay | None:
        """The last day to ask for a return without reason; None until the day of receipt is known."""
        received = self.facts.received_on
        if received is None:
            return None
        return last_day(days_after(received, self.promised_return_days), self.calendar)

    @property
    def return_in_time(self) -> bool | None:
        """Whether a return was asked for in time, or still can be. Dates speak louder than a yes or no."""
        asked, last = self.facts.return_requested_on, self.last_return_day
        if last is not None and asked is not None:
            return asked <= last.date
        if last is not None and self.on <= last.date:
            return True
        return None if self.facts.return_asked_in_time is None else self.facts.return_asked_in_time == "yes"

    def has(self, *problems: str) -> bool:
        """Whether any of these problems was named."""
        return not self.facts.problems.isdisjoint(problems)
