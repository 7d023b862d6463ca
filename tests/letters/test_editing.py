"""A consumer changes the words of a letter on the site: what is kept, what is refused, what is shown."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services as cases
from claimguide.cases.export import rows
from claimguide.cases.models import Case, Event
from claimguide.core.typeset.engine import render_pdf
from claimguide.letters import editing, render, selectors, services
from claimguide.letters.changes import changes, loose
from claimguide.letters.compose import COMPOSERS
from claimguide.letters.compose.source import Source
from claimguide.letters.drafting import Drafted, rows_of
from claimguide.letters.models import Immutable, LetterEdit, LetterVersion
from claimguide.letters.review_page import drafted_of

from .reading import text_of
from .stories import case_of, story
from .test_hostile import PAYLOADS

pytestmark = pytest.mark.django_db
Hold = Callable[..., Client]
FACT = "facts-2-0"
NOBODY = str(uuid.UUID(int=7))


@pytest.fixture
def bracelet(db: None) -> Case:
    told = story("bracelet")
    # Every kind of letter fits a case in which the platform answered, too.
    told["conduct"]["answer"] = "经核实，不支持其他请求"
    told["plans"]["court_name"] = "北京市朝阳区人民法院"
    return case_of(told)


def drafted(case: Case, kind: str = "seller") -> Drafted:
    return drafted_of(Case.objects.get(pk=case.pk), kind)[1]


def change(case: Case, place: str, text: str, kind: str = "seller") -> None:
    with editing.editor(case, kind) as editor:
        editor.change(place, drafted(case, kind).token(place), text)


def take_out(case: Case, place: str) -> None:
    with editing.editor(case, "seller") as editor:
        editor.take_out(place, drafted(case).token(place))


def add(case: Case, place: str, text: str, key: str = "") -> str:
    key = key or str(uuid.uuid4())
    with editing.editor(case, "seller") as editor:
        editor.add(place, key, text)
    return key


def say_otherwise(case: Case) -> None:
    """An answer changes, and with it the sentence of FACT."""
    case.problem.seller_words = "印度老料，保真"
    case.problem.save()


def url(case: Case, name: str = "edit", kind: str = "seller") -> str:
    return reverse(f"letters:{name}", args=[case.pk, kind])


def post(browser: Client, case: Case, go: str, place: str, **more: str) -> Any:
    sent = {"go": go, "place": place, "token": drafted(case).token(place), **more}
    return browser.post(url(case), sent)


@pytest.mark.parametrize("kind", COMPOSERS)
def test_every_editable_paragraph_has_its_tools_once_and_the_frozen_letter_none(
    bracelet: Case, hold: Hold, kind: str
) -> None:
    # A platform that did all it owes is not reported.
    bracelet.platform_conduct.platform_helped = "no"
    bracelet.platform_conduct.save()
    address = url(bracelet, "review", kind)
    assert "#edit" not in hold(bracelet).get(address).content.decode()
    page = hold(bracelet).get(f"{address}?words").content.decode()
    blocks = drafted(bracelet, kind).blocks
    assert blocks
    for place, block in blocks.items():
        assert page.count(f'id="at-{place}"') == 1
        assert page.count(f"?edit={place}#edit") == block.editable
    assert not re.search("[\ue000-\uf8ff]", page)
    html = services.order(bracelet, kind).html
    assert "edit" not in html
    assert not re.search("[\ue000-\uf8ff]", html)


@pytest.mark.parametrize("kind", COMPOSERS)
def test_the_preview_without_its_tools_is_the_letter_that_is_made(
    bracelet: Case, hold: Hold, kind: str
) -> None:
    change(bracelet, "opening", "我的开头。", kind)
    page = hold(bracelet).get(url(bracelet, "review", kind)).content.decode()
    preview = page[page.index("<article") : page.index("</article>")]
    preview = re.sub(r'<div class="tools".*?\n</div>', "", preview, flags=re.DOTALL)
    made = render.html(drafted(bracelet, kind).content)
    assert text_of(preview) == text_of(made[: made.index("</article>")])


def test_a_changed_paragraph_goes_into_the_letter_and_the_difference_is_kept(bracelet: Case) -> None:
    generated = drafted(bracelet).blocks[FACT].text
    change(bracelet, FACT, "卖家在直播里说这是老料。")
    own = add(bracelet, "closing-0", "请在白天联系。")
    version = services.order(bracelet, "seller")
    assert "卖家在直播里说这是老料（见证据3）。" in text_of(version.html)
    assert "请在白天联系。" in version.html
    assert version.edits == [
        {"place": FACT, "was": generated, "now": "卖家在直播里说这是老料。"},
        {"place": "closing-0+", "was": "", "now": "请在白天联系。"},
    ]
    assert own in {str(row.pk) for row in LetterEdit.objects.all()}


def test_a_version_keeps_its_words_and_its_difference_for_good(bracelet: Case) -> None:
    change(bracelet, FACT, "甲。")
    version = services.order(bracelet, "seller")
    before = LetterVersion.objects.values().get(pk=version.pk)
    change(bracelet, FACT, "乙。")
    second = services.order(bracelet, "seller")
    assert second.number == 2
    assert LetterVersion.objects.values().get(pk=version.pk) == before
    version.edits = []
    with pytest.raises(Immutable):
        version.save()
    with pytest.raises(Immutable):
        LetterVersion.objects.filter(pk=version.pk).update(edits=[])


def test_going_back_to_the_original_words_is_no_change(bracelet: Case) -> None:
    original = drafted(bracelet).blocks[FACT].text
    change(bracelet, FACT, "甲。")
    change(bracelet, FACT, original)
    assert not LetterEdit.objects.exists()


def test_claims_and_sums_stay_whatever_is_edited(bracelet: Case) -> None:
    before = services.order(bracelet, "seller").letter
    for place, block in drafted(bracelet).blocks.items():
        if block.editable:
            change(bracelet, place, f"请赔偿99,999.00元（{place}）。")
    after = services.order(bracelet, "seller").letter
    for name in ("claims", "total", "alternatives", "exhibits", "addressee", "sender", "title", "notice"):
        assert getattr(before, name) == getattr(after, name)


def test_a_lost_sum_is_said_on_the_page(bracelet: Case, hold: Hold) -> None:
    change(bracelet, "facts-0-0", "我买了手串。")
    page = hold(bracelet).get(url(bracelet, "review")).content.decode()
    assert "您改动了金额：1,000.00元" in page
    assert "您改动了日期或者期限：2026年10月12日" in page


def test_an_unseen_change_is_not_overwritten(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    seen = drafted(bracelet).token(FACT)
    assert post(browser, bracelet, "save", FACT, text="甲页。").status_code == 302
    answer = browser.post(url(bracelet), {"go": "save", "place": FACT, "token": seen, "text": "乙页。"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲页。" in page
    assert "乙页。</textarea>" in page
    assert LetterEdit.objects.get().now == "甲页。"
    again = re.search(r'name="token" value="(\w+)"', page)
    assert again
    sent = {"go": "save", "place": FACT, "token": again[1], "text": "乙页。"}
    assert browser.post(url(bracelet), sent).status_code == 302
    assert LetterEdit.objects.get().now == "乙页。"


def test_a_double_click_is_no_conflict(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    seen, key = drafted(bracelet).token(FACT), str(uuid.uuid4())
    for _twice in range(2):
        sent = {"go": "save", "place": FACT, "token": seen, "text": "我的话。"}
        assert browser.post(url(bracelet), sent).status_code == 302
        sent = {"go": "add", "place": FACT, "key": key, "text": "补充。"}
        assert browser.post(url(bracelet), sent).status_code == 302
    assert LetterEdit.objects.count() == 2


def test_words_for_a_paragraph_that_is_gone_are_handed_back(bracelet: Case, hold: Hold) -> None:
    seen = drafted(bracelet).token(FACT)
    take_out(bracelet, FACT)
    sent = {"go": "save", "place": FACT, "token": seen, "text": "我花了半小时写的话。"}
    answer = hold(bracelet).post(url(bracelet), sent)
    assert answer.status_code == 409
    assert "我花了半小时写的话。</textarea>" in answer.content.decode()


def test_a_changed_answer_makes_the_change_wait_for_a_decision(bracelet: Case, hold: Hold) -> None:
    change(bracelet, FACT, "卖家说是老料。")
    say_otherwise(bracelet)
    now = drafted(bracelet)
    assert "印度老料，保真" in now.text_of(FACT)
    waiting = loose(now)
    assert [(each.now, each.keepable) for each in waiting] == [("卖家说是老料。", True)]
    browser = hold(bracelet)
    page = browser.get(url(bracelet, "review")).content.decode()
    assert "卖家说是老料。" in page
    post(browser, bracelet, "keep", FACT, key=waiting[0].key)
    assert drafted(bracelet).text_of(FACT) == "卖家说是老料。"


def test_a_change_that_no_longer_fits_can_be_let_go(bracelet: Case, hold: Hold) -> None:
    change(bracelet, FACT, "卖家说是老料。")
    say_otherwise(bracelet)
    post(hold(bracelet), bracelet, "drop", FACT, key=loose(drafted(bracelet))[0].key)
    assert not LetterEdit.objects.exists()


def test_an_unknown_value_cannot_be_written_over(bracelet: Case, hold: Hold) -> None:
    bracelet.purchase.goods_name = ""
    bracelet.purchase.save()
    answer = post(hold(bracelet), bracelet, "save", "opening", text="我写的开头。")
    assert answer.status_code == 409
    assert not LetterEdit.objects.exists()
    with pytest.raises(services.Incomplete):
        services.order(bracelet, "seller")


def test_what_was_taken_out_comes_back(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    own = add(bracelet, FACT, "补充。")
    before = drafted(bracelet).content
    for place in (FACT, own):
        post(browser, bracelet, "remove", place)
    assert len(drafted(bracelet).content.facts) == len(before.facts) - 2
    shown = changes(drafted(bracelet), rows_of(bracelet, "seller"))
    assert [(each.place, each.in_letter) for each in shown] == [(FACT, False), (own, False)]
    for place in (FACT, own):
        post(browser, bracelet, "restore", place)
    assert drafted(bracelet).content == before


@pytest.mark.parametrize("part", ["facts", "closing"])
def test_a_heading_never_stands_alone(bracelet: Case, part: str) -> None:
    places = [place for place in drafted(bracelet).blocks if place.startswith(part)]
    for place in places[:-1]:
        take_out(bracelet, place)
    with pytest.raises(editing.ValidationError):
        take_out(bracelet, places[-1])
    assert getattr(drafted(bracelet).content, part)


@pytest.mark.parametrize(
    ("text", "status"),
    [("字" * 2000, 302), ("字" * 2001, 422), ("", 422), (" \n\t", 422), ("a\0b", 422), ("\ue000\u202e", 422)],
)
def test_the_limits_of_a_paragraph(bracelet: Case, hold: Hold, text: str, status: int) -> None:
    assert post(hold(bracelet), bracelet, "save", FACT, text=text).status_code == status
    assert LetterEdit.objects.exists() == (status == 302)


def test_the_limits_of_a_letter(bracelet: Case) -> None:
    for _each in range(4):
        add(bracelet, FACT, "字" * 2000)
    with pytest.raises(editing.ValidationError):
        add(bracelet, FACT, "字")
    LetterEdit.objects.update(now="字")
    for _each in range(16):
        add(bracelet, FACT, "字")
    with pytest.raises(editing.ValidationError):
        add(bracelet, FACT, "字")
    assert LetterEdit.objects.count() == editing.MAX_ADDED


@pytest.mark.parametrize("go", ["save", "remove", "restore", "add", "keep", "drop", "nonsense", ""])
@pytest.mark.parametrize("place", ["", "claims-0", "facts-99-0", "x" * 500, "../..", "\x7f", NOBODY])
def test_strange_places_change_nothing(bracelet: Case, hold: Hold, go: str, place: str) -> None:
    sent = {"go": go, "place": place, "token": "0", "key": place, "text": "我的话。"}
    assert hold(bracelet).post(url(bracelet), sent).status_code in (302, 409)
    assert not LetterEdit.objects.exists()


def test_a_closed_case_is_not_edited(bracelet: Case, hold: Hold) -> None:
    cases.move(bracelet, "closed")
    assert post(hold(bracelet), bracelet, "save", FACT, text="甲。").status_code == 409
    assert not LetterEdit.objects.exists()


def test_staff_read_changes_and_make_none(bracelet: Case, staff: Client) -> None:
    change(bracelet, FACT, "我的话。")
    page = staff.get(url(bracelet, "review")).content.decode()
    assert "我的话（见证据3）。" in page
    assert url(bracelet) not in page
    assert post(staff, bracelet, "save", FACT, text="别人的话。").status_code == 403
    version = services.order(bracelet, "seller")
    desk = staff.get(reverse("admin:letters_letterversion_change", args=[version.pk])).content.decode()
    assert "<ins>" in desk


def test_threats_in_an_edit_are_pointed_out(bracelet: Case, hold: Hold) -> None:
    change(bracelet, FACT, "不赔就曝光你们。")
    assert "曝光、不赔就" in hold(bracelet).get(url(bracelet, "review")).content.decode()


def test_an_edit_makes_the_made_letter_out_of_date_until_it_is_undone(bracelet: Case) -> None:
    today = timezone.localdate()
    change(bracelet, FACT, "甲。")
    version = services.order(bracelet, "seller")
    assert not selectors.is_out_of_date(version, bracelet, today)
    change(bracelet, FACT, "乙。")
    assert selectors.is_out_of_date(version, bracelet, today)
    assert [
        "".join(p.text for p in each)
        for each in selectors.compare(version, Source.of(bracelet, today)).changed
    ]
    change(bracelet, FACT, "甲。")
    assert not selectors.is_out_of_date(version, bracelet, today)


def test_edits_are_exported_with_the_case_and_leave_no_text_in_its_history(bracelet: Case) -> None:
    change(bracelet, FACT, "只有我知道的话。")
    assert rows(bracelet)["letters.letteredit"][0]["now"] == "只有我知道的话。"
    event = Event.objects.filter(case=bracelet, kind="letter_edited").get()
    assert event.data == {"letter_kind": "seller", "what": "changed"}


def test_hostile_words_stay_words_on_every_page(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    for number, payload in enumerate(PAYLOADS[:20]):
        add(bracelet, FACT, f"{number} {payload}")
    version = services.order(bracelet, "seller")
    pages = [
        browser.get(url(bracelet, "review")).content.decode(),
        browser.get(reverse("letters:status", args=[bracelet.pk, "seller", version.pk])).content.decode(),
        version.html,
    ]
    for page in pages:
        for payload in PAYLOADS[:19]:
            assert payload not in page
    assert all(payload in text_of(version.html) for payload in PAYLOADS[:19])
    assert render_pdf(version.html, title="函", created=version.created_at).startswith(b"%PDF-")


def test_the_open_form_shows_hostile_words_as_typed(bracelet: Case, hold: Hold) -> None:
    text = "</textarea><script>alert(1)</script>" + "字" * 2000
    page = post(hold(bracelet), bracelet, "save", FACT, text=text).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;字" in page


def test_the_language_switch_keeps_what_was_typed(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    answer = post(browser, bracelet, "language:en", FACT, text="写到一半的话")
    assert answer["Location"] == f"{url(bracelet, 'review')}?edit={FACT}"
    page = browser.get(answer["Location"]).content.decode()
    assert '<html lang="en">' in page
    assert "写到一半的话" in page
    assert not LetterEdit.objects.exists()
    # Saved, the half text is gone; so it is where Cancel is pressed.
    assert post(browser, bracelet, "save", FACT, text="写完的话").status_code == 302
    assert not bracelet.drafts.exists()
    post(browser, bracelet, "language:zh-hans", FACT, text="又写一半")
    browser.get(f"{url(bracelet, 'review')}?drop={FACT}&at={FACT}")
    assert not bracelet.drafts.exists()


def test_the_language_switch_keeps_a_paragraph_to_be_added(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    sent = {"go": "language:en", "place": FACT, "key": NOBODY, "text": "想加的话"}
    answer = browser.post(url(bracelet), sent, headers={"HX-Request": "true"})
    # A part of a page cannot change the language of the rest.
    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"{url(bracelet, 'review')}?add={FACT}")
    page = browser.get(answer["HX-Redirect"]).content.decode()
    assert "想加的话" in page
    assert f'name="key" value="{NOBODY}"' in page


def test_a_text_kept_over_a_change_of_language_overwrites_nothing_newer(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    post(browser, bracelet, "language:en", FACT, text="旧的半句")
    change(bracelet, FACT, "别处改的话")
    page = browser.get(f"{url(bracelet, 'review')}?edit={FACT}").content.decode()
    token = re.findall(r'name="token" value="([^"]+)" data-draft-guard', page)[0]
    answer = browser.post(url(bracelet), {"go": "save", "place": FACT, "token": token, "text": "旧的半句"})
    assert answer.status_code == 409
    assert LetterEdit.objects.get().now == "别处改的话"
