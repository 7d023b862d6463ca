"""Food below the safety standards: ten times the price or three times the loss (食品安全法 148)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
from claimguide.law.grounds import multiples
from claimguide.law.grounds.conformity import only_label_from_abroad
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("食品涉嫌不符合安全标准", "Food suspected of breaking safety standards")
# 食品安全法 34: food that may not be sold whatever else is known of it.
BANNED = ("unsafe_food", "expired", "foreign_object")
LABEL = ("no_mandatory_label", "label_flaw")
BY_ORIGIN = ("counterfeit", "unlicensed_seller")
PROBLEMS = (*BANNED, *LABEL, *BY_ORIGIN)
# 食药惩罚性赔偿解释 6: no defence where a mandatory item is missing or was mislabelled on purpose.
GRAVE_ERRORS = frozenset({"missing_item", "false_item"})
WITH_FLOOR_FROM = date(2015, 10, 1)
LAW = ("shipinfa:148(2)", "shipinfa_2009:96")

HOLDS = Text(
    "食品涉嫌不符合食品安全标准。除退款和赔偿损失外，您可以要求价款十倍或者损失三倍的赔偿金，不足一千元的为一千元。",
    "The food appears to break safety standards. Besides refund and damages you may claim ten times "
    "the price "
    "or three times the loss, at least 1,000 yuan.",
)
HOLDS_2009 = Text(
    "食品涉嫌不符合食品安全标准。除赔偿损失外，您可以要求价款十倍的赔偿金。",
    "The food appears to break safety standards. Besides damages you may claim ten times the price.",
)
OPEN = Text(
    "能否主张十倍赔偿金，还要看食品是否违反安全标准、商家是否知情，以及购买目的。",
    "Tenfold damages depend on whether a safety standard is broken, on what the seller knew, and on why you "
    "bought.",
)
NOT_FOOD = Text(
    "商品不是食品，不适用食品安全法的赔偿金。", "These are not food, so food law gives no multiple."
)
SAFE = Text(
    "现有情况没有显示食品不符合安全标准。可以按质量或者欺诈主张。",
    "Nothing shows that the food breaks a safety standard; claim for the defect or for fraud.",
)
MERE_FLAW = Text(
    "只是标签、说明书的瑕疵，不影响食品安全，也不会误导消费者，不适用十倍赔偿金。",
    "It is only a flaw of the label that neither affects safety nor misleads; no tenfold damages.",
)
NO_LABEL_DUTY = Text(
    "散装和现制食品不适用预包装食品的标签要求。食品本身不安全的，仍可以主张。",
    "The label duties of prepackaged food do not cover loose or prepared food; unsafe food can "
    "still be claimed.",
)
CROSS_BORDER = Text(
    "跨境零售进口的食品可以只在网页上标示中文标签，只是缺少中文标签的，难以主张十倍赔偿金。"
    "食品本身不安全的，请在“出了什么问题”中补选，仍可以主张。",
    "Food imported by cross-border retail may carry its Chinese label on the page only, so that its absence "
    "alone hardly gives the multiple. If the food itself is unsafe, choose that as well: it can still be "
    "claimed.",
)
PAGE_ONLY = Text(
    "只是网页上的介绍有误，食品和标签符合标准，不适用十倍赔偿金。",
    "Only the page was wrong; the food and its label meet the standards.",
)
SELLER_PROVES = Text(
    "食品是否符合标准由生产者、销售者证明。您证明购买的事实。主张身体受损的，要初步证明因果关系。",
    "Producer and seller prove that the food meets the standards; you prove the purchase and, for illness, a "
    "first link to the food.",
)
SELLER_PROVES_KNOWING = Text(
    "主张您明知而购买的，由商家证明。", "Who says that you bought knowingly has to prove it."
)


def _below_standard(matter: Matter) -> Condition:
    """Whether the food breaks a safety standard; a named breach speaks for itself."""
    facts = matter.facts
    keys = ("safety_standard_broken",)
    if matter.has("expired"):
        return Condition(True, keys, SAFE)
    if only_label_from_abroad(matter):
        return Condition(False, (), CROSS_BORDER)
    stated = tri(facts.safety_standard_broken)
    if stated is False:
        return Condition(False, keys, SAFE)
    if stated or matter.has(*BANNED):
        return Condition(True, keys, SAFE)
    label = _label(matter) if matter.has(*LABEL) else None
    if label is not None and (label.met is not False or not matter.has(*BY_ORIGIN)):
        return label
    return _origin(matter)


def _origin(matter: Matter) -> Condition:
    """Food of false or unlicensed origin: the seller proves it safe (食药纠纷规定 6)."""
    facts = matter.facts
    loose = facts.food_form in ("loose", "prepared")
    doubtful = matter.has("counterfeit") or loose or facts.seller_showed_source == "no"
    return Condition(None, ("safety_standard_broken",), SAFE, presumed=doubtful)


def _label(matter: Matter) -> Condition:
    """A label that lacks something or is wrong, while nothing else is known of the food."""
    facts = matter.facts
    error = facts.label_error
    if error == "only_on_page":
        return Condition(False, (), PAGE_ONLY)
    if matter.has("no_mandatory_label") or error in GRAVE_ERRORS:
        form = facts.food_form
        packed = None if form is None else form == "prepackaged"
        return Condition(packed, ("food_form",), NO_LABEL_DUTY, presumed=True)
    needed = ("label_error", "safety_standard_broken")
    return Condition(None, needed, MERE_FLAW, presumed=facts.label_flaw_only == "no")


def _more_than_a_flaw(matter: Matter) -> Condition:
    facts = matter.facts
    only_label = matter.has(*LABEL) and not matter.has(*BANNED)
    return Condition(not (only_label and facts.label_flaw_only == "yes"), (), MERE_FLAW)


def _bought_for_use(matter: Matter) -> Condition:
    """For daily life; a knowing buyer is heard within what a household would use (解释 12 to 14)."""
    facts = matter.facts
    if facts.purpose == "claim_hunting" and facts.reasonable_price:
        return Condition(True, (), gate.FOR_CLAIMS)
    return gate.for_daily_life(matter)


def _conditions(matter: Matter) -> Iterator[Condition]:
    yield Condition(matter.is_food, ("goods_kind",), NOT_FOOD, presumed=matter.has("unsafe_food"))
    yield gate.from_an_operator(matter)
    yield _bought_for_use(matter)
    yield _more_than_a_flaw(matter)
    yield _below_standard(matter)
    # Expired food, missing labels and false items show knowledge (食安民事解释（一） 6, 11).
    deemed = matter.has("expired", "no_mandatory_label") or matter.facts.label_error in GRAVE_ERRORS
    yield multiples.seller_knew(matter, deemed=deemed)


def judge(matter: Matter) -> Decision | None:
    """The multiple of food law; the price itself comes back as for any goods that may not be sold."""
    facts = matter.facts
    food = matter.is_food
    if food is False or not (
        matter.has(*PROBLEMS)
        or (food and facts.known("safety_standard_broken") and facts.safety_standard_broken == "yes")
    ):
        return None
    if food is None and not matter.has(*BANNED, *LABEL):
        return None
    holds = HOLDS if matter.on >= WITH_FLOOR_FROM else HOLDS_2009
    return decide(matter, _conditions(matter), holds=holds, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    banned = {
        "expired": ("shipinfa:34#10", "shian_jieshi1:6#1"),
        "foreign_object": ("shipinfa:34#6",),
        "no_mandatory_label": ("shipinfa:67(1)", "shian_jieshi1:11"),
        "label_flaw": ("shiyao_chengfa:6",),
    }
    special = (code for problem, codes in banned.items() if matter.has(problem) for code in codes)
    imported = ("shian_jieshi1:12",) if matter.facts.cross_border == "yes" else ()
    return (*LAW, *dict.fromkeys(special), *imported, "shian_jieshi1:10")


def rights(matter: Matter) -> Iterable[Right]:
    multiple = (
        Text(
            "价款十倍或者损失三倍的赔偿金，最低一千元",
            "Ten times the price or three times the loss, at least 1,000 yuan",
        )
        if matter.on >= WITH_FLOOR_FROM
        else Text("价款十倍的赔偿金", "Ten times the price")
    )
    first = Text("商家和生产者首负责任，先行赔付", "Whoever is asked first, seller or producer, pays first")
    return (
        Right("punitive", multiple, (*LAW, "shiyao_chengfa:1(2)")),
        Right("pays_first", first, ("shipinfa:148(1)",)),
        Right("refund", Text("退还价款", "The price back"), ("shiyao_chengfa:2(1)", "minfadian:577")),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (
        Proof(SELLER_PROVES, ("shiyao_jiufen:5", "shiyao_jiufen:6")),
        Proof(SELLER_PROVES_KNOWING, ("shiyao_chengfa:12(3)",)),
    )


def refund(matter: Matter) -> RefundClaim:
    """The whole price, from a knowing buyer too."""
    return RefundClaim("full", ("shipinfa:148(1)", "shipinfa_2009:96", "shiyao_chengfa:2(1)"))


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """Ten times the price or three times the loss, at least 1000 yuan; before October 2015 ten times only."""
    capped = ("shiyao_chengfa:12(1)",) if multiples.is_capped(matter) else ("shiyao_chengfa:1(2)",)
    floor = multiples.FLOOR if matter.on >= WITH_FLOOR_FROM else None
    return multiples.claims(matter, "food", (*LAW, *capped), floor=floor)


GROUND = Ground(
    code="food",
    title=TITLE,
    valid_from=date(2009, 6, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
    with_losses=True,
    beside=("producer",),
)
