"""What the golden table does not show of the grounds: articles, words, roles, who answers."""

from dataclasses import replace
from datetime import date

import pytest

from claimguide.law.ground import applies
from claimguide.law.grounds import GROUNDS
from claimguide.law.platform import PLATFORM_GROUNDS
from claimguide.law.scope import binds_outside

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


ASKED = {
    "asked_seller_on": "2026-10-21",
    "return_requested_on": "2026-10-21",
    "ordered_on": "2026-10-12",
    "received_on": "2026-10-15",
    "discovered_on": "2026-10-20",
    "platform_named_seller": "no",
    "platform_knew": "yes",
    "platform_acted": "no",
    "platform_promise": "yes",
    "platform_helped": "no",
    "platform_kept_records": "no",
    "life_or_health": "yes",
    "platform_checked_licence": "no",
}


@pytest.mark.parametrize(
    ("changes", "operator"),
    [
        ({"seller_kind": "private", "channel": "second_hand_platform"}, False),
        ({"purpose": "resale"}, True),
        ({"purpose": "resale", "goods_kind": "appliance", "sanbao_repairs": 2}, True),
        ({"seller_kind": "private", "goods_kind": "appliance"}, False),
        ({"purpose": "claim_hunting"}, True),
        ({"purpose": "resale", "seller_kind": "self_operated"}, True),
        ({"purpose": "resale", "seller_kind": "looks_self_operated"}, True),
    ],
)
@pytest.mark.parametrize(
    "problem",
    [
        "not_as_described",
        "quality_defect",
        "return_refused",
        "not_delivered",
        "prepaid_closed",
        "injury",
        "review_deleted",
        "false_promotion",
        "unfair_term",
        "privacy_leak",
        "unauthorised_payment",
    ],
)
def test_outside_consumer_law_no_limit_and_no_platform_rests_on_it(law, changes, operator, problem):
    assessment = law(changes, problems=[problem], **ASKED)
    assert not assessment.consumer_law
    found = [each for each in (*assessment.findings, *assessment.platform) if each.verdict != "fails"]
    beside = (
        part for each in assessment.findings if each in found for part in (*each.remedies, *each.burden)
    )
    for item in (*found, *beside, *assessment.answerable, *assessment.deadlines):
        for citation in item.citations:
            assert binds_outside(citation, operator=operator), (item, citation.code)


def test_a_seller_who_is_a_person_leaves_the_platform_out(law):
    assessment = law(FAKE, **ASKED, seller_kind="private", channel="second_hand_platform")
    assert not assessment.platform
    assert law(FAKE, **ASKED).platform


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


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "能否无理由退货，还要看商品种类、提出退货的时间、商品是否完好。"),
        (
            {"return_asked_in_time": "yes", "returnable_class": "ordinary"},
            "能否无理由退货，还要看商品是否完好。",
        ),
        (
            {"returnable_class": "loses_value", "goods_intact": "yes", "return_asked_in_time": "yes"},
            "能否无理由退货，还要看您下单时是否单独确认过不能退。",
        ),
    ],
)
def test_an_open_return_names_only_what_is_open(law, known, said):
    found = law({"problems": ["return_refused"]} | known).finding("return7")
    assert found.reason.zh == said


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"problems": ["expired"], "goods_kind": "food"}, {"shipinfa:148(1)"}),
        (
            {"problems": ["unsafe_drug"], "goods_kind": "drug", "safety_standard_broken": "yes"},
            {"yaopinfa:144(2)"},
        ),
        (
            {"problems": ["injury", "quality_defect"], "harm": "bodily", "loss": "900.00"},
            {"xiaobaofa:40(2)", "minfadian:1203"},
        ),
    ],
)
def test_the_producer_answers_by_the_law_of_what_happened(law, facts, codes):
    producer = next(each for each in law(facts).answerable if each.party == "producer")
    assert {each.code for each in producer.citations} == codes


@pytest.mark.parametrize("code", ["P4", "P6"])
@pytest.mark.parametrize(
    ("told", "unchecked"),
    [
        ({"platform_knew": "yes", "platform_acted": "no"}, False),
        ({"platform_checked_licence": "no"}, True),
        ({"platform_knew": "yes", "platform_acted": "no", "platform_checked_licence": "no"}, True),
    ],
)
def test_a_platform_is_said_to_have_failed_only_what_was_told(law, code, told, unchecked):
    found = law(told, problems=["expired"], goods_kind="food").finding(code)
    assert found.holds
    assert ("审" in found.reason.zh) is unchecked
