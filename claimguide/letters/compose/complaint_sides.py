"""Who sues whom: the plaintiff's box, the defendants' boxes, and when the platform is one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimguide.cases.models import Party as PartyRow
from claimguide.cases.vocab import SellerKind, Sex
from claimguide.law.assessment import PlatformFinding, Role
from claimguide.letters.content import Particular, Party, Runs

from . import claims, narrative, refunds
from .source import Source
from .wording import day, gap, known, quoted, runs, ticked

PLAINTIFF = "原告（自然人）"
_COMPANY, _PERSON = "（法人、非法人组织）", "（自然人）"
# A platform that answers in one of these ways may be sued without the seller.
_ALONE: frozenset[Role] = frozenset({"as_seller", "joint", "pays_first"})
_NO_TICKS = "无□　有□\n姓名、单位、联系电话、代理权限："


@dataclass(frozen=True)
class Sides:
    """What the defendants are called, "" for one who is not sued.

    `liable` is why the platform answers for the seller's debt, `promised` whether it owes a sum of its own.
    """

    seller: str
    platform: str
    liable: PlatformFinding | None
    promised: bool = False

    @property
    def count(self) -> int:
        return len([name for name in (self.seller, self.platform) if name])


def sides(source: Source) -> Sides:
    """The seller; beside it the platform where the assessment gives it a role and a sum is asked.

    The platform alone where nobody could name the seller: nobody can be sued by the name of a shop.
    """
    liable, promised = _liable(source), claims.promised_by_platform(source) is not None
    if liable is None and not promised:
        return Sides("被告", "", None)
    unnamed = not source.seller.name and not is_person(source)
    if unnamed and liable is not None and liable.role in _ALONE:
        return Sides("", "被告", liable, promised)
    return Sides("被告一", "被告二", liable, promised)


def is_person(source: Source) -> bool:
    """Whether the seller is a natural person, as far as the case knows."""
    kind = source.case.purchase.seller_kind
    trader = kind == SellerKind.INDIVIDUAL_TRADER and not source.seller.credit_code
    return bool(kind == SellerKind.PRIVATE or trader)


def _liable(source: Source) -> PlatformFinding | None:
    asked = source.case.dealings.wanted in claims.MONEY and source.assessment.claim_min
    if not asked or refunds.owed_by_others(source) or source.self_operated:
        return None
    # What it promised (P2) is a debt of its own, and no answering for the seller's.
    found = (each for each in source.assessment.platform if each.makes_liable and each.code != "P2")
    return next((each for each in found if each.party == "platform"), None)


def plaintiff(source: Source) -> Party:
    """民诉法 124(1). What the consumer did not say is left to be written by hand."""
    you = source.consumer
    name, phone = known(you.name, "consumer.name"), known(you.phone, "consumer.phone")
    rows = (
        _row("姓名", name),
        _row("性别", _sex(you.sex)),
        _row("出生日期", day(you.born_on) if you.born_on else ""),
        _row("民族", you.ethnic_group),
        _row("工作单位", you.employer),
        _row("职务或者职业", you.occupation),
        _row("联系电话", phone),
        _row("住所地（户籍所在地）", you.domicile),
        _row("经常居住地"),
        _row("证件类型及号码"),
        _row("委托诉讼代理人", _NO_TICKS),
        Particular(
            "送达地址",
            runs(known(you.address, "consumer.address"), "\n收件人：", name, "　联系电话：", phone),
        ),
        _row("是否接受电子送达", f"是□　否□\n方式：{you.email}"),
    )
    return Party(PLAINTIFF, rows)


def _sex(sex: str) -> str:
    return ticked({Sex.MALE: "男", Sex.FEMALE: "女"}, sex)


def defendants(source: Source, who: Sides) -> Party:
    """民诉法 124(2): each told apart from others (民诉法解释 209)."""
    two = who.count > 1
    seller_form = _PERSON if is_person(source) else _COMPANY
    rows: list[Particular] = []
    if who.seller:
        title = f"{who.seller}{seller_form}" if two else ""
        rows += _person(source, title) if is_person(source) else _company(source, title)
    if who.platform:
        rows += _platform(source, f"{who.platform}{_COMPANY}" if two else "")
    heading = "被告" if two else f"被告{seller_form if who.seller else _COMPANY}"
    return Party(heading, tuple(rows))


def _company(source: Source, title: str) -> Iterator[Particular]:
    who = source.seller
    fallback = source.platform_party.name or source.platform_company if source.self_operated else ""
    shop = narrative.place(source) if source.case.purchase.shop_name else ""
    yield _row(_headed(title, "名称"), known(who.name or fallback, "seller.name"))
    if shop:
        yield _row("经营场所或者店铺", shop)
    identified = who.address or who.credit_code or (fallback and not who.name)
    yield _row("住所地", who.address or ("" if identified else gap("seller.where")))
    yield from _registered(who)


def _person(source: Source, title: str) -> Iterator[Particular]:
    who = source.seller
    account = narrative.place(source) if source.case.purchase.shop_name else ""
    known_as = f"{account}（真实姓名待查明）" if account else gap("seller.name")
    yield _row(_headed(title, "姓名"), who.name or known_as)
    yield _row("性别", _sex(""))
    yield _row("工作单位")
    if who.name and account:
        yield _row("平台账号", account)
    reachable = who.address or who.phone or account
    yield _row("住所地", who.address or ("" if reachable else gap("seller.contact")))
    yield _row("联系电话", who.phone)


def _platform(source: Source, title: str) -> Iterator[Particular]:
    who = source.platform_party
    name = who.name or source.platform_company
    yield _row(_headed(title, "名称"), known(name, "platform.company"))
    if source.platform_name:
        yield _row("经营的平台", quoted(source.platform_name))
    yield _row("住所地", who.address)
    yield from _registered(who)


def _registered(who: PartyRow) -> Iterator[Particular]:
    yield _row("统一社会信用代码", who.credit_code)
    yield _row("法定代表人或者主要负责人")
    yield _row("联系电话", who.phone)


def _headed(title: str, label: str) -> str:
    return f"{title}{label}" if title else label


def _row(label: str, *value: object) -> Particular:
    written: Runs = runs(*value)  # type: ignore[arg-type]
    return Particular(label, written)
