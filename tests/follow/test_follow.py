"""Calendar file, feed and page of policy changes."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from claimguide.cases.models import Submission
from claimguide.cases.selectors import assessment
from claimguide.cases.vocab import Channel
from claimguide.follow import ics
from claimguide.follow.models import PolicyWatch
from claimguide.follow.selectors import all_changes, changes_for, changes_in, dated_items
from claimguide.follow.services import set_watch
from claimguide.follow.topics import STATUTES, WORDS, Topic, likely_topics, topics_of
from claimguide.law.statutes import STATUTES as KNOWN
from claimguide.reference.models import PolicyChange

ATOM = "{http://www.w3.org/2005/Atom}"
AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def today() -> dt.date:
    return timezone.localdate()


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


# The calendar file


def test_every_line_ends_in_crlf_and_holds_at_most_75_octets():
    entry = ics.Entry(
        "a@b", dt.date(2026, 12, 1), "诉讼时效届满日" * 12, "说明，" * 60, "https://例.example/案"
    )
    content = ics.calendar("案件", [entry], AT, 3)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("一\n二", "一\\n二"),
        ("一\r\n二", "一\\n二"),
        ("全角，；", "全角，；"),
        ("BEGIN:VEVENT\r\nUID:x", "BEGIN:VEVENT\\nUID:x"),
    ],
)
def test_text_is_escaped(text, escaped):
    assert ics.escape(text) == escaped


@pytest.mark.parametrize("length", [0, 1, 74, 75, 76, 149, 150, 300])
@pytest.mark.parametrize("char", ["a", "文", "😀"])
def test_folding_loses_nothing(length, char):
    line = char * length
    folded = ics.fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


def test_an_entry_is_a_whole_day_with_an_alarm():
    entry = ics.Entry("limitation.1@claimguide", dt.date(2026, 12, 31), "时效", "三年")
    lines = unfolded(ics.calendar("案件", [entry], AT, 3))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261123T090000Z" in lines
    assert "SEQUENCE:3" in lines
    assert "TRIGGER:-P3D" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert not any(line.startswith("URL") for line in lines)


def url(case) -> str:
    return reverse("follow:dates", args=[case.pk])


def test_the_calendar_holds_the_days_ahead_and_no_names(browser, bracelet):
    bracelet.dealings.reply_by = today() + dt.timedelta(days=5)
    bracelet.dealings.save()
    answer = browser.get(url(bracelet))
    assert answer["Content-Type"].startswith("text/calendar")
    assert f'filename="{bracelet.number}.ics"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    text = "\n".join(unfolded(answer.content))
    assert f"UID:limitation.{bracelet.pk}@claimguide" in text
    assert f"UID:reply_by.{bracelet.pk}@claimguide" in text
    bought = bracelet.purchase
    for name in (bought.goods_name, bought.shop_name, bought.order_number):
        assert name and name not in text


def test_the_calendar_is_seen_by_whom_the_case_is_seen_only(client, staff, staff_without_rights, bracelet):
    assert client.get(url(bracelet)).status_code == 404
    assert staff_without_rights.get(url(bracelet)).status_code == 404
    assert staff.get(url(bracelet)).status_code == 200


def test_without_a_day_ahead_there_is_no_empty_file(browser, case):
    assert browser.get(url(case)).url == reverse("guide:case", args=[case.pk])


def test_past_days_are_left_out_and_the_rest_sorted(bracelet):
    found = dated_items(bracelet, assessment(bracelet, today()), today())
    assert found
    assert [item.date for item in found] == sorted(item.date for item in found)
    assert all(item.date >= today() for item in found)
    last = found[-1].date
    assert dated_items(bracelet, assessment(bracelet, today()), last + dt.timedelta(days=1)) == []


def test_the_days_of_a_12315_complaint_are_in_the_calendar(case):
    Submission.objects.create(case=case, channel="12315_complaint", on=today(), state="sent")
    codes = [item.code.rpartition("-")[2] for item in dated_items(case, assessment(case, today()), today())]
    assert codes == ["accept", "mediate"]


@pytest.mark.parametrize(("notify", "told"), [("calendar", True), ("feed", False), ("none", False)])
def test_changes_to_come_are_in_the_calendar_where_it_was_asked_for(case, notify, told):
    words = {"title_zh": "食品新规", "title_en": "Food", "what_zh": "新", "what_en": "New"}
    PolicyChange.objects.create(slug="to-come", effective_on=today(), **words)
    set_watch(case, ["food"], notify)
    found = dated_items(case, assessment(case, today()), today())
    assert ("policy-to-come" in [item.code for item in found]) is told


# Topics


def test_topics_name_statutes_there_are():
    assert set(STATUTES) == set(WORDS) == set(Topic.values)
    assert set().union(*STATUTES.values()) <= set(KNOWN)


def test_every_change_on_record_has_a_topic(db):
    assert [change.slug for change in all_changes() if not topics_of(change)] == []


@pytest.mark.parametrize(
    ("slug", "topics"),
    [
        ("tousu-jubao-2026", ["complaints"]),
        ("zhibo-shipin-2026", ["live", "food"]),
        ("zhongcaifa-2026", ["courts"]),
        ("pingtai-jiage-2026", ["platforms", "prices"]),
        ("shipin-biaoshi-2027", ["food"]),
    ],
)
def test_a_change_knows_its_topics(db, slug, topics):
    change = PolicyChange.objects.select_related("statute").get(slug=slug)
    assert topics_of(change) == topics
    assert change in changes_in(all_changes(), [topics[0]])
    assert change not in changes_in(all_changes(), ["privacy"])


def test_likely_topics_follow_the_case(case):
    assert likely_topics(case) == ["complaints", "platforms"]
    case.purchase.channel, case.purchase.goods_kind = Channel.OWN_SITE, "infant_food"
    assert likely_topics(case) == ["complaints", "food"]
    case.purchase.seller_kind = "private"
    assert likely_topics(case) == ["food"]


def test_a_watch_is_kept_once_per_case_in_the_topics_order(case):
    set_watch(case, ["courts", "food", "nonsense"], "feed")
    watch = set_watch(case, ["courts", "food"], "none")
    assert PolicyWatch.objects.count() == 1
    assert watch.topics == ["food", "courts"]
    with pytest.raises(IntegrityError):
        PolicyWatch.objects.update(notify="mail")


# The page and the feed


def read(answer):
    return ElementTree.fromstring(answer.content)  # noqa: S314


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_lists_changes_and_filters_by_topic(client, db, language):
    client.cookies["django_language"] = language
    everything = client.get(reverse("follow:changes"))
    assert len(everything.context["changes"]) == PolicyChange.objects.count()
    food = client.get(reverse("follow:changes"), {"topic": ["food", "nonsense"]})
    assert 0 < len(food.context["changes"]) < len(everything.context["changes"])
    assert 'id="shipinfa-2025"' in food.content.decode()


@pytest.mark.parametrize(("name", "language"), [("feed", "zh-hans"), ("feed_en", "en")])
def test_the_feed_is_valid_atom_in_its_own_language(client, db, name, language):
    client.cookies["django_language"] = "en" if language == "zh-hans" else "zh-hans"
    answer = client.get(reverse(f"follow:{name}"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert answer["Cache-Control"].startswith("public")
    assert not answer.cookies
    root = read(answer)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for part in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{part}") is not None
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == PolicyChange.objects.count()
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}title")
        assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/policy/#")
    titles = " ".join(entry.findtext(f"{ATOM}title") for entry in entries)
    assert ("施行" in titles) is (language == "zh-hans")


def test_the_feed_follows_the_topics_and_survives_odd_text(client, db):
    PolicyChange.objects.create(
        slug="odd",
        effective_on=today(),
        title_zh="食品<新规>&“二”",
        title_en="x",
        what_zh="]]>",
        what_en="x",
    )
    answer = client.get(reverse("follow:feed"), {"topic": "food"})
    root = read(answer)
    titles = [e.findtext(f"{ATOM}title") for e in root.findall(f"{ATOM}entry")]
    assert any("食品<新规>&“二”" in title for title in titles)
    assert len(titles) < PolicyChange.objects.count()


def test_page_and_feed_take_a_fixed_number_of_queries(client, db, django_assert_max_num_queries):
    for name in ("changes", "feed"):
        with django_assert_max_num_queries(3):
            client.get(reverse(f"follow:{name}"))


def test_changes_since_a_purchase(db):
    found = changes_for(all_changes(), ["tousu_jubao", "dianshangfa", "yufu_jieshi"], dt.date(2026, 1, 1))
    assert [change.slug for change in found] == ["dianshangfa-draft-2026", "tousu-jubao-2026"]
