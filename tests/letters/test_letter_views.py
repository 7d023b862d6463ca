from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claimguide.cases.models import Case
from claimguide.letters import making, services
from claimguide.letters.answers import answers
from claimguide.letters.compose import COMPOSERS
from claimguide.letters.compose.source import Source
from claimguide.letters.models import LetterVersion

from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db
Hold = Callable[..., Client]


@pytest.fixture
def bracelet(db: None) -> Case:
    return case_of(story("bracelet"))


@pytest.fixture
def made(bracelet: Case) -> LetterVersion:
    return services.order(bracelet, "seller")


def review_url(case: Case, kind: str = "seller") -> str:
    return reverse("letters:review", args=[case.pk, kind])


def url(version: LetterVersion, name: str = "status") -> str:
    return reverse(f"letters:{name}", args=[version.case_id, version.kind, version.pk])


@pytest.mark.parametrize("kind", COMPOSERS)
def test_the_review_shows_every_value_with_a_way_to_change_it(bracelet: Case, hold: Hold, kind: str) -> None:
    page = hold(bracelet).get(review_url(bracelet, kind)).content.decode()
    assert "小叶紫檀手串（15毫米）" in page
    assert f"/case/{bracelet.pk}/law/goods/?next=" in page
    assert f"/case/{bracelet.pk}/seller/you/?next=" in page
    assert 'class="letter"' in page
    assert "1,000.00" in page


def test_unknown_values_are_named_and_bar_the_button(bracelet: Case, hold: Hold) -> None:
    bracelet.purchase.goods_name = ""
    bracelet.purchase.save()
    page = hold(bracelet).get(review_url(bracelet)).content.decode()
    assert 'class="missing"' in page
    assert 'name="true"' not in page
    answer = hold(bracelet).post(review_url(bracelet), {"true": "on"})
    assert answer.status_code == 302
    assert answer["Location"] == review_url(bracelet)
    assert not LetterVersion.objects.exists()


def test_nothing_is_made_without_the_consumers_word(bracelet: Case, hold: Hold) -> None:
    answer = hold(bracelet).post(review_url(bracelet), {})
    assert answer.status_code == 200
    assert 'id="error-summary"' in answer.content.decode()
    assert not LetterVersion.objects.exists()


def test_confirming_twice_leads_to_one_letter(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    first = browser.post(review_url(bracelet), {"true": "on"})
    second = browser.post(review_url(bracelet), {"true": "on"})
    assert first["Location"] == second["Location"] == url(LetterVersion.objects.get())


def _to_check(page: str) -> tuple[str, str]:
    """The lines of the summary that stand open, and those folded away."""
    answers_part = page[page.index('id="answers"') : page.index('id="letter-part"')]
    fresh, _fold, checked = answers_part.partition("<details>")
    return fresh, checked


def test_what_was_confirmed_for_one_letter_is_folded_away_in_the_next(bracelet: Case, hold: Hold) -> None:
    browser, platform = hold(bracelet), review_url(bracelet, "platform")
    fresh, checked = _to_check(browser.get(platform).content.decode())
    assert "/law/goods/" in fresh and "TS20261105001" in fresh and not checked
    browser.post(review_url(bracelet), {"true": "on"})
    fresh, checked = _to_check(browser.get(platform).content.decode())
    assert "/law/goods/" in checked and "/law/goods/" not in fresh
    assert "TS20261105001" in fresh, "the first letter does not tell of the complaint"
    bracelet.purchase.goods_name = "紫砂壶"
    bracelet.purchase.save()
    fresh, _checked = _to_check(browser.get(platform).content.decode())
    assert "紫砂壶" in fresh, "a changed answer has to be checked again"


def test_another_browser_has_confirmed_nothing(bracelet: Case, hold: Hold) -> None:
    hold(bracelet).post(review_url(bracelet), {"true": "on"})
    assert not _to_check(hold(bracelet).get(review_url(bracelet, "platform")).content.decode())[1]


def test_the_form_of_the_sending_opens_when_it_is_time(made: LetterVersion, hold: Hold) -> None:
    def is_open(page: str) -> bool:
        return '<details id="sent" open>' in page

    browser = hold(made.case)
    assert not is_open(browser.get(url(made)).content.decode())
    assert is_open(browser.post(url(made, "sent"), {}).content.decode()), "errors must be seen"
    browser.post(url(made, "sent"), {"on": made.letter.date.isoformat(), "channel": "mail"})
    assert is_open(browser.get(url(made)).content.decode())


def test_the_fourth_letter_of_a_day_waits(bracelet: Case, hold: Hold) -> None:
    browser = hold(bracelet)
    answers = []
    for number in range(4):
        bracelet.purchase.order_number = f"N{number}"
        bracelet.purchase.save()
        answers.append(browser.post(review_url(bracelet), {"true": "on"}))
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert LetterVersion.objects.count() == 3


def test_the_page_follows_the_job(made: LetterVersion, hold: Hold, run_jobs: Any, tiny_engine: None) -> None:
    browser = hold(made.case)
    page = browser.get(url(made)).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert 'role="status"' in page
    assert "<noscript>" in page
    working = browser.get(url(made, "state"), headers={"HX-Request": "true"})
    assert working.status_code == 200
    run_jobs()
    ready = browser.get(url(made, "state"), headers={"HX-Request": "true"})
    assert ready.status_code == 286
    assert url(made, "pdf") in ready.content.decode()
    after = browser.get(url(made)).content.decode()
    assert "hx-trigger" not in after
    assert LetterVersion.objects.get().pdf_sha256 in after


def test_without_javascript_the_state_leads_back_to_the_page(made: LetterVersion, hold: Hold) -> None:
    answer = hold(made.case).get(url(made, "state"))
    assert (answer.status_code, answer["Location"]) == (302, url(made))


@pytest.fixture
def tiny_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    import pikepdf

    def render_pdf(html: str, **_rest: Any) -> bytes:
        out = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()

    monkeypatch.setattr(making.engine, "render_pdf", render_pdf)


def test_the_file_is_private_and_has_its_chinese_name(
    made: LetterVersion, hold: Hold, run_jobs: Any, tiny_engine: None
) -> None:
    run_jobs()
    answer = hold(made.case).get(url(made, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "filename*=utf-8''%E8%87%B4%E5%95%86%E5%AE%B6%E5%87%BD-CG20261123" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")


def test_there_is_no_file_before_it_is_made(made: LetterVersion, hold: Hold) -> None:
    assert hold(made.case).get(url(made, "pdf")).status_code == 404


def test_the_frozen_letter_can_be_read_as_a_page(made: LetterVersion, hold: Hold) -> None:
    made.case.purchase.goods_name = "后来改的名称"
    made.case.purchase.save()
    page = hold(made.case).get(url(made, "read")).content.decode()
    assert made.html in page
    assert "后来改的名称" not in page


@pytest.mark.parametrize("name", ["status", "state", "read", "pdf", "retry", "sent"])
def test_strangers_get_the_same_404_as_for_nothing(made: LetterVersion, hold: Hold, name: str) -> None:
    stranger = hold(case_of(story("coat_return")))
    method = stranger.post if name in ("retry", "sent") else stranger.get
    foreign = method(url(made, name))
    unknown = method(reverse(f"letters:{name}", args=[uuid.uuid4(), "seller", made.pk]))
    own = method(reverse(f"letters:{name}", args=[made.case_id, "seller", uuid.uuid4()]))
    assert {foreign.status_code, unknown.status_code, own.status_code} == {404}
    # The language switch carries the address asked for and a fresh token; all else must be the same.
    assert len({re.sub(rb'value="[^"]*"', b"", each.content) for each in (foreign, unknown, own)}) == 1


@pytest.mark.parametrize("kind", ["lawyer", "page_review", "x"])
def test_there_are_only_three_kinds(bracelet: Case, hold: Hold, kind: str) -> None:
    assert hold(bracelet).get(review_url(bracelet, kind)).status_code == 404


def test_a_changed_case_shows_that_the_letter_is_out_of_date(made: LetterVersion, hold: Hold) -> None:
    browser = hold(made.case)
    review = review_url(made.case)
    assert f'href="{review}"' not in browser.get(url(made)).content.decode()
    made.case.purchase.order_number = "OTHER"
    made.case.purchase.save()
    assert f'href="{review}"' in browser.get(url(made)).content.decode()


def test_saying_that_it_was_sent(made: LetterVersion, hold: Hold) -> None:
    browser = hold(made.case)
    wrong = browser.post(url(made, "sent"), {"on": "2026-1-1", "channel": "mail"})
    assert wrong.status_code == 200
    assert 'id="error-summary"' in wrong.content.decode()
    today = timezone.localdate().isoformat()
    assert browser.post(url(made, "sent"), {"on": today, "channel": "mail"}).status_code == 302
    assert Case.objects.get(pk=made.case_id).state == "waiting"
    assert today in browser.get(url(made)).content.decode()


def test_threats_in_ones_own_words_are_pointed_out_softly(bracelet: Case, hold: Hold) -> None:
    bracelet.problem.description = "不赔就曝光你们"
    bracelet.problem.save()
    page = hold(bracelet).get(review_url(bracelet)).content.decode()
    assert "曝光、不赔就" in page
    assert 'name="true"' in page


def test_the_summary_tells_what_was_said_of_the_platform_and_leads_to_its_own_page() -> None:
    case = case_of(story("price_higher"))
    lines = answers(Source.of(case, TODAY), "platform", "/back/")
    pages = {str(line.label): line.change_url for line in lines}
    assert "/platform/identity/" in pages[str(_("Did the platform name the seller?"))]
    told = [line for line in lines if "/platform/duties/" in line.change_url]
    assert [line.value for line in told] == [str(_("No"))] * 2


def test_exhibits_that_go_by_the_name_of_a_file_can_be_named(bracelet: Case, hold: Hold) -> None:
    named, unnamed = bracelet.exhibits.all()[:2]
    type(unnamed).objects.filter(pk=unnamed.pk).update(title="IMG_2031", original_name="IMG_2031.jpg")
    page = hold(bracelet).get(review_url(bracelet)).content.decode()
    address = reverse("evidence:describe", args=[bracelet.pk, unnamed.pk])
    assert f'<a href="{address}?next={quote(review_url(bracelet), safe="")}">' in page
    assert reverse("evidence:describe", args=[bracelet.pk, named.pk]) not in page
    type(unnamed).objects.filter(pk=unnamed.pk).update(title="包装照片")
    assert 'id="unnamed"' not in hold(bracelet).get(review_url(bracelet)).content.decode()
