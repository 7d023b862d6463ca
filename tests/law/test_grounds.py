"""Each ground on both sides of each of its borders. Every row is an ordinary purchase with these changes."""

from dataclasses import replace
from datetime import date

import pytest

from claimguide.law.ground import applies
from claimguide.law.grounds import GROUNDS
from claimguide.law.platform import PLATFORM_GROUNDS

FAKE = {"problems": ["counterfeit"], "false_statement": "yes", "misled_into_buying": "yes"}
LIED = {"problems": ["not_as_described"], "false_statement": "yes", "misled_into_buying": "yes"}
BROKEN = {"problems": ["quality_defect"]}
BACK = {
    "problems": ["return_refused"],
    "returnable_class": "ordinary",
    "goods_intact": "yes",
    "return_asked_in_time": "yes",
}
TEN = {**FAKE, "problems": ["counterfeit", "promise_broken"], "promise_kind": "multiple", "promise_value": 10}

TABLE = [
    # Fraud: an operator, a consumer, something untrue or hidden, on purpose, and bought because of it.
    ("fraud", FAKE, "holds", ()),
    ("fraud", LIED, "holds", ()),
    ("fraud", {**LIED, "false_statement": "no", "concealed_fact": "yes"}, "holds", ()),
    ("fraud", {**LIED, "false_statement": "no", "concealed_fact": "no"}, "fails", ()),
    ("fraud", {**LIED, "false_statement": "no"}, "needs_facts", ("concealed_fact",)),
    ("fraud", {**LIED, "false_statement": None}, "needs_facts", ("false_statement", "concealed_fact")),
    ("fraud", {**FAKE, "false_statement": None}, "holds", ()),
    ("fraud", {**FAKE, "false_statement": "no", "concealed_fact": "no"}, "fails", ()),
    ("fraud", {**LIED, "problems": []}, "holds", ()),
    ("fraud", {"concealed_fact": "yes", "misled_into_buying": "yes"}, "holds", ()),
    ("fraud", BROKEN, None, ()),
    ("fraud", {**FAKE, "misled_into_buying": None}, "needs_facts", ("misled_into_buying",)),
    ("fraud", {**FAKE, "misled_into_buying": "no"}, "fails", ()),
    ("fraud", {**FAKE, "buyer_knew": "yes"}, "fails", ()),
    ("fraud", {**FAKE, "buyer_knew": "no"}, "holds", ()),
    ("fraud", {**FAKE, "purpose": "resale"}, "fails", ()),
    ("fraud", {**FAKE, "purpose": "claim_hunting"}, "fails", ()),
    ("fraud", {**FAKE, "purpose": None}, "needs_facts", ("purpose",)),
    ("fraud", {**FAKE, "seller_kind": "private"}, "fails", ()),
    ("fraud", {**FAKE, "seller_kind": "individual_trader"}, "holds", ()),
    ("fraud", {**FAKE, "seller_kind": None}, "needs_facts", ("seller_kind",)),
    ("fraud", {**FAKE, "seller_knew": "no"}, "fails", ()),
    ("fraud", {**FAKE, "seller_knew": "no", "seller_showed_source": "no"}, "holds", ()),
    ("fraud", {**FAKE, "seller_showed_source": "yes"}, "needs_facts", ("seller_knew",)),
    ("fraud", {**FAKE, "seller_showed_source": "yes", "seller_knew": "yes"}, "holds", ()),
    ("fraud", {**FAKE, "label_flaw_only": "yes"}, "fails", ()),
    ("fraud", {**FAKE, "label_flaw_only": "no"}, "holds", ()),
    # Mismatch: a flaw known before bars it unless a mandatory rule is broken; two years to tell.
    ("mismatch", LIED, "holds", ()),
    ("mismatch", {"problems": ["wrong_item"]}, "holds", ()),
    ("mismatch", {"problems": ["short_delivery"]}, "holds", ()),
    ("mismatch", BROKEN, None, ()),
    ("mismatch", {**LIED, "seller_kind": "private"}, "holds", ()),
    ("mismatch", {**LIED, "buyer_knew": "yes"}, "fails", ()),
    ("mismatch", {**FAKE, "buyer_knew": "yes"}, "holds", ()),
    ("mismatch", {**LIED, "buyer_knew": "yes", "safety_standard_broken": "yes"}, "holds", ()),
    ("mismatch", {**LIED, "received_on": "2024-11-23"}, "holds", ()),
    ("mismatch", {**LIED, "received_on": "2024-11-22"}, "needs_facts", ("asked_seller_on",)),
    ("mismatch", {**LIED, "received_on": "2024-11-22", "asked_seller_on": "2026-11-22"}, "holds", ()),
    ("mismatch", {**LIED, "received_on": "2024-11-22", "asked_seller_on": "2026-11-23"}, "fails", ()),
    (
        "mismatch",
        {**LIED, "received_on": "2024-11-22", "asked_seller_on": "2026-11-23", "seller_knew": "yes"},
        "holds",
        (),
    ),
    # Quality.
    ("quality", BROKEN, "holds", ()),
    ("quality", {"problems": ["concealed_defect"]}, "holds", ()),
    ("quality", {"problems": ["repair_refused"]}, "holds", ()),
    ("quality", LIED, None, ()),
    ("quality", {**BROKEN, "buyer_knew": "yes"}, "fails", ()),
    ("quality", {**BROKEN, "seller_kind": "private"}, "holds", ()),
    ("quality", {**BROKEN, "received_on": "2024-11-22"}, "needs_facts", ("asked_seller_on",)),
    # Seven-day return: goods, at a distance, a consumer, a returnable class, in time, intact.
    ("return7", BACK, "holds", ()),
    ("return7", BROKEN, None, ()),
    ("return7", {**BACK, "goods_kind": "service"}, "fails", ()),
    ("return7", {**BACK, "goods_kind": "ticket_or_travel"}, "fails", ()),
    ("return7", {**BACK, "goods_kind": None}, "needs_facts", ("goods_kind",)),
    ("return7", {**BACK, "channel": "offline"}, "fails", ()),
    ("return7", {**BACK, "channel": "own_site"}, "holds", ()),
    ("return7", {**BACK, "channel": None}, "needs_facts", ("channel",)),
    ("return7", {**BACK, "seller_kind": "private"}, "fails", ()),
    ("return7", {**BACK, "purpose": "resale"}, "fails", ()),
    ("return7", {**BACK, "returnable_class": "custom_made"}, "fails", ()),
    ("return7", {**BACK, "returnable_class": "fresh"}, "fails", ()),
    ("return7", {**BACK, "returnable_class": "unsealed_digital"}, "fails", ()),
    ("return7", {**BACK, "returnable_class": "periodical"}, "fails", ()),
    ("return7", {**BACK, "returnable_class": "fresh", "promise_kind": "longer_return"}, "holds", ()),
    ("return7", {**BACK, "returnable_class": None}, "needs_facts", ("returnable_class",)),
    ("return7", {**BACK, "returnable_class": None, "goods_kind": "fresh"}, "fails", ()),
    ("return7", {**BACK, "exclusion_confirmed": "yes"}, "holds", ()),
    ("return7", {**BACK, "returnable_class": "loses_value"}, "needs_facts", ("exclusion_confirmed",)),
    ("return7", {**BACK, "returnable_class": "loses_value", "exclusion_confirmed": "no"}, "holds", ()),
    ("return7", {**BACK, "returnable_class": "loses_value", "exclusion_confirmed": "yes"}, "fails", ()),
    ("return7", {**BACK, "goods_intact": "no"}, "fails", ()),
    ("return7", {**BACK, "goods_intact": None}, "needs_facts", ("goods_intact",)),
    ("return7", {**BACK, "return_asked_in_time": "no"}, "fails", ()),
    (
        "return7",
        {**BACK, "return_asked_in_time": None},
        "needs_facts",
        ("received_on", "return_requested_on", "return_asked_in_time"),
    ),
    ("return7", {**BACK, "received_on": "2026-11-01", "return_requested_on": "2026-11-08"}, "holds", ()),
    ("return7", {**BACK, "received_on": "2026-11-01", "return_requested_on": "2026-11-09"}, "fails", ()),
    ("return7", {**BACK, "received_on": "2026-11-16", "return_asked_in_time": None}, "holds", ()),
    ("return7", {**BACK, "received_on": "2026-11-16", "return_asked_in_time": "no"}, "holds", ()),
    (
        "return7",
        {**BACK, "received_on": "2026-11-15", "return_asked_in_time": None},
        "needs_facts",
        ("return_requested_on", "return_asked_in_time"),
    ),
    (
        "return7",
        {
            **BACK,
            "received_on": "2026-11-01",
            "return_requested_on": "2026-11-16",
            "promise_kind": "longer_return",
            "promise_value": 15,
        },
        "holds",
        (),
    ),
    # It also arises, unasked, while the time runs, and where goods went back and the money did not.
    ("return7", {"received_on": "2026-11-16"}, "needs_facts", ("returnable_class", "goods_intact")),
    ("return7", {"received_on": "2026-11-15"}, None, ()),
    ("return7", {"received_on": "2026-11-16", "channel": "offline"}, None, ()),
    ("return7", {"received_on": "2026-11-16", "goods_kind": "service"}, None, ()),
    ("return7", {**BACK, "problems": ["refund_delayed"], "goods_sent_back": "yes"}, "holds", ()),
    ("return7", {"problems": ["refund_delayed"]}, None, ()),
    # Promises.
    ("promise", TEN, "holds", ()),
    ("promise", {**TEN, "problems": ["counterfeit"]}, "holds", ()),
    ("promise", {**TEN, "problems": ["privacy_leak"]}, "needs_facts", ("problems",)),
    ("promise", {**TEN, "promise_kind": "none"}, "fails", ()),
    ("promise", {**TEN, "promise_kind": None}, "needs_facts", ("promise_kind",)),
    ("promise", {**TEN, "promise_value": None}, "needs_facts", ("promise_value",)),
    ("promise", {**TEN, "promise_kind": "fixed_sum"}, "holds", ()),
    ("promise", {**TEN, "promise_kind": "other", "promise_value": None}, "holds", ()),
    ("promise", {**BACK, "promise_kind": "longer_return"}, "holds", ()),
    ("promise", {**BACK, "promise_kind": "other"}, "needs_facts", ("problems",)),
    ("promise", {"promise_kind": "none"}, None, ()),
    ("promise", FAKE, None, ()),
    # P1: pays first where it cannot name the seller.
    ("P1", {**FAKE, "platform_named_seller": "no"}, "holds", ()),
    ("P1", {**FAKE, "platform_named_seller": "useless"}, "holds", ()),
    ("P1", {**FAKE, "platform_named_seller": "yes"}, "fails", ()),
    ("P1", FAKE, "needs_facts", ("platform_named_seller",)),
    ("P1", {"platform_named_seller": "no"}, "needs_facts", ("problems",)),
    ("P1", {**FAKE, "platform_named_seller": "no", "channel": "own_site"}, None, ()),
    ("P1", {**FAKE, "platform_named_seller": "no", "seller_kind": "self_operated"}, None, ()),
    ("P1", {**FAKE, "platform_named_seller": "no", "channel": "live_stream"}, "holds", ()),
    # P2: its own promise.
    ("P2", {**TEN, "platform_promise": "yes"}, "holds", ()),
    ("P2", {**TEN, "promise_by": "platform"}, "holds", ()),
    ("P2", {**TEN, "platform_promise": "no"}, "fails", ()),
    ("P2", TEN, "needs_facts", ("platform_promise",)),
    ("P2", {**FAKE, "platform_promise": "yes"}, "needs_facts", ("problems",)),
    ("P2", {**TEN, "platform_promise": "yes", "channel": "offline"}, None, ()),
    # P3: knew and did not act.
    ("P3", {**FAKE, "platform_knew": "yes", "platform_acted": "no"}, "holds", ()),
    ("P3", {**FAKE, "platform_knew": "yes", "platform_acted": "no", "channel": "live_stream"}, "holds", ()),
    ("P3", {**FAKE, "platform_knew": "yes", "platform_acted": "yes"}, "fails", ()),
    ("P3", {**FAKE, "platform_knew": "no", "platform_acted": "no"}, "fails", ()),
    ("P3", {**FAKE, "platform_knew": "yes"}, "needs_facts", ("platform_acted",)),
    ("P3", {**FAKE, "platform_acted": "no"}, "needs_facts", ("platform_knew",)),
    ("P3", {**FAKE, "channel": "offline"}, None, ()),
    # P5: sells itself, or made it look so.
    ("P5", {"seller_kind": "self_operated"}, "holds", ()),
    ("P5", {"seller_kind": "looks_self_operated"}, "holds", ()),
    ("P5", {"seller_kind": "self_operated", "channel": "live_stream"}, "holds", ()),
    ("P5", {"seller_kind": "business"}, None, ()),
    ("P5", {"seller_kind": None}, "needs_facts", ("seller_kind",)),
    ("P5", {"seller_kind": None, "channel": "offline"}, None, ()),
    ("P5", {"seller_kind": "self_operated", "channel": None}, "holds", ()),
]


@pytest.mark.parametrize(("code", "changes", "verdict", "needs"), TABLE)
def test_a_ground_on_both_sides_of_its_borders(law, code, changes, verdict, needs):
    finding = law(changes).finding(code)
    if verdict is None:
        assert finding is None
    else:
        assert (finding.verdict, finding.needs) == (verdict, needs)
        assert finding.citations


@pytest.mark.parametrize(
    ("changes", "verdict", "needs"),
    [
        ({}, "holds", ()),
        ({"purpose": "resale"}, "fails", ()),
        ({"purpose": "claim_hunting"}, "fails", ()),
        ({"seller_kind": "private"}, "fails", ()),
        ({"purpose": None, "seller_kind": None}, "needs_facts", ("purpose", "seller_kind")),
    ],
)
def test_the_gate_to_consumer_law(law, changes, verdict, needs):
    gate = law(changes).gate
    assert (gate.verdict, gate.needs, gate.holds) == (verdict, needs, verdict == "holds")


def statutes_cited(finding):
    return {citation.key for citation in finding.citations}


@pytest.mark.parametrize("changes", [{"seller_kind": "private"}, {"purpose": "resale"}])
@pytest.mark.parametrize("problem", ["not_as_described", "quality_defect"])
def test_outside_consumer_law_only_contract_is_cited(law, changes, problem):
    assessment = law(changes, problems=[problem], shipping="8.00")
    for item in (*assessment.findings, *assessment.answerable, *assessment.losses, assessment.refund):
        if item is not None and getattr(item, "verdict", "holds") == "holds":
            assert not {citation.key for citation in item.citations} & {
                "xiaobaofa",
                "dianshangfa",
                "xiaobao_tiaoli",
            }


def test_a_promise_outside_consumer_law_is_a_contract(law):
    finding = law(TEN, purpose="resale").finding("promise")
    assert finding.holds
    assert statutes_cited(finding) == {"minfadian"}


def test_the_shop_rule_is_cited_on_platforms_and_the_platform_rule_for_its_own_promise(law):
    assert "wangxiao_jieshi" in statutes_cited(law(TEN).finding("promise"))
    assert "wangxiao_jieshi" not in statutes_cited(law(TEN, channel="own_site").finding("promise"))
    assert law(TEN, promise_by="platform").finding("promise").citations[0].code == "xiaobaofa:44(1)"


def test_shortage_is_cited_as_shortage(law):
    assert "xiaobaofa:48(1)#6" in {
        each.code for each in law(problems=["short_delivery"]).finding("mismatch").citations
    }


def test_the_list_of_acts_is_cited_only_for_acts_on_it(law):
    assert "qinhai_chufa" in statutes_cited(law(FAKE).finding("fraud"))
    assert "qinhai_chufa" not in statutes_cited(law(LIED).finding("fraud"))


def test_content_services_are_outside_the_e_commerce_law(law):
    assert "dianshangfa" not in {each.key for each in law(LIED, goods_kind="digital_content").citations()}
    assert "dianshangfa" in {each.key for each in law(LIED).citations()}


def test_the_open_return_names_its_last_day(law):
    open_return = law(BACK, received_on="2026-11-20", return_asked_in_time=None)
    assert "2026年11月27日" in open_return.finding("return7").reason.zh
    asked = law(BACK, received_on="2026-11-20", return_requested_on="2026-11-21")
    assert "2026年11月27日" not in asked.finding("return7").reason.zh


@pytest.mark.parametrize(
    ("kind", "discovered", "basis"),
    [
        ("appliance", "2026-08-28", "xiaobaofa:23(3)"),
        ("appliance", "2026-08-29", "minsufa:67(1)"),
        ("appliance", None, "minsufa:67(1)"),
        ("phone", "2026-03-01", "xiaobaofa:23(3)"),
        ("clothing", "2026-03-01", "minsufa:67(1)"),
    ],
)
def test_who_proves_a_defect(law, kind, discovered, basis):
    finding = law(BROKEN, goods_kind=kind, received_on="2026-02-28", discovered_on=discovered).finding(
        "quality"
    )
    assert finding.burden[0].citations[0].code == basis


def test_phones_are_durable_goods_only_arguably(law):
    dates = {"received_on": "2026-02-28", "discovered_on": "2026-03-01"}
    phone = law(BROKEN | dates, goods_kind="phone").finding("quality").burden[0].text.zh
    assert "由法院认定" in phone
    assert "由法院认定" not in law(BROKEN | dates, goods_kind="car").finding("quality").burden[0].text.zh


def test_platform_findings_say_what_follows(law):
    roles = {
        "P1": "pays_first",
        "P2": "pays_first",
        "P3": "joint",
        "P5": "as_seller",
    }
    everything = law(
        TEN, platform_named_seller="no", platform_promise="yes", platform_knew="yes", platform_acted="no"
    )
    looks = law(seller_kind="looks_self_operated")
    for finding in (*everything.platform, *looks.platform):
        assert finding.role == roles[finding.code]
        assert finding.consequence.zh


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ({}, None),
        ({"platform_knew": "yes", "platform_acted": "no"}, "joint"),
        ({"platform_knew": "yes", "platform_acted": "no", "platform_named_seller": "no"}, "pays_first"),
        ({"seller_kind": "looks_self_operated", "platform_named_seller": "no"}, "as_seller"),
        ({"seller_kind": "self_operated"}, "as_seller"),
    ],
)
def test_the_first_role_that_holds_is_the_platforms(law, changes, role):
    assert law(FAKE, **changes).platform_role == role


def test_who_answers(law):
    assert [(each.party, each.role) for each in law(FAKE).answerable] == [("seller", "seller")]
    own = law(FAKE, seller_kind="self_operated")
    assert [(each.party, each.role) for each in own.answerable] == [("platform", "as_seller")]
    assert law({}).answerable == ()


@pytest.mark.parametrize("ground", [*GROUNDS, *PLATFORM_GROUNDS])
def test_grounds_begin_and_may_end(ground):
    assert applies(ground, ground.valid_from)
    assert not applies(ground, ground.valid_from.replace(year=ground.valid_from.year - 1))
    ended = replace(ground, valid_from=date(2000, 1, 1), valid_until=date(2001, 1, 1))
    assert applies(ended, date(2001, 1, 1))
    assert not applies(ended, date(2001, 1, 2))


def test_each_ground_is_listed_once():
    codes = [ground.code for ground in (*GROUNDS, *PLATFORM_GROUNDS)]
    assert len(codes) == len(set(codes))
