"""Every page of a full case with scripts switched off: nothing on it is dead, and its main action works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, expect

from claimguide.cases.models import Case
from claimguide.evidence import services
from claimguide.evidence.models import Exhibit
from claimguide.guide.registry import STEPS
from claimguide.letters.compose import COMPOSERS
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import Statute
from tests.evidence import corpus
from tests.plugins.browser import OVERFLOW, let_in, needs_chromium
from tests.test_every_url import OF_A_CASE, PUBLIC, address, things

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
PHONE = {"width": 390, "height": 844}
# Buttons that send no form, and fields that no button sends, where they can be seen.
DEAD = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const name = (e) => e.outerHTML.slice(0, 160);
  const buttons = [...document.querySelectorAll("button, input[type=button], [role=button]")].filter(seen);
  const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea:not([readonly])")];
  const sends = (form) => form && [...form.elements].some((e) => e.type === "submit" && seen(e));
  return [
    ...buttons.filter((e) => e.type !== "submit" || !e.form).map(name),
    ...fields.filter((e) => seen(e) && !sends(e.form)).map(name),
    ...[...document.querySelectorAll("a:not([href]):not([aria-hidden])")].filter(seen).map(name),
    ...[...document.querySelectorAll("form[action='']")].map(name),
  ];
}"""
# What a page is for: its first button or link of the main kind that is shown, or what stands here.
MAIN = "main .btn-primary:visible, main .task a:visible"
ACTIONS = {
    "guide:case": MAIN,
    "guide:page": MAIN,
    "evidence:board": MAIN,
    "evidence:describe": MAIN,
    "evidence:bundles": MAIN,
    "evidence:reading_list": MAIN,
    "evidence:reading_one": MAIN,
    "evidence:share": MAIN,
    "letters:index": "main li a[href*='/letters/']",
    "letters:review": MAIN,
    "letters:status": "#page-form button[type=submit]",
    "dossier:all": MAIN,
    "cases:renew_code": "main form button[type=submit]",
    "cases:settle": "main form button[type=submit]",
    "cases:erase": "#page-form button[type=submit]",
}


@pytest.fixture
def full(transactional_db: None, whole_case: Callable[[], Case]) -> Case:
    return whole_case()


@pytest.fixture
def plain(chromium: Browser, live_server: Any, full: Case, hold: Callable[..., Client]) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=str(live_server))
    let_in(context, str(live_server), hold(full))
    yield context.new_page()
    context.close()


def go(page: Page, path: str) -> Response:
    answer = page.goto(path)
    assert answer is not None, path
    return answer


def pages_of(case: Case) -> list[str]:
    """The address of every page of the case: all of the table that answer, each step, question and letter."""
    of = things(case)
    every = [address(name, of) for name in OF_A_CASE if OF_A_CASE[name].get == 200]
    for step in STEPS:
        every.append(reverse("guide:step", args=[case.pk, step.slug]))
        parts = (*step.pages, *step.leaves)
        every += [reverse("guide:page", args=[case.pk, step.slug, part.slug]) for part in parts]
    every += [reverse("letters:review", args=[case.pk, kind]) for kind in COMPOSERS]
    return list(dict.fromkeys(every))


def test_nothing_on_any_page_is_dead(plain: Page, full: Case, hold: Callable[..., Client]) -> None:
    asking = hold(full)
    dead: dict[str, Any] = {}
    looked = 0
    for path in pages_of(full):
        # Files, pictures and parts of pages have no buttons; some questions are not asked of this case.
        answer = asking.get(path, follow=True)
        if answer.status_code != 200 or not getattr(answer, "content", b"").lstrip().startswith(b"<!doctype"):
            continue
        go(plain, path)
        looked += 1
        if found := plain.evaluate(DEAD):
            dead[path] = found
        if plain.evaluate(OVERFLOW) > 0:
            dead[path] = "wider than the screen"
        assert plain.locator("h1").count() >= 1, path
    print(f"{looked} pages without scripts")
    assert dead == {}
    assert looked > 60


def test_nothing_on_any_public_page_is_dead(plain: Page) -> None:
    for name, (status, _post) in PUBLIC.items():
        if status != 200 or name in ("core:health", "follow:feed", "follow:feed_en"):
            continue
        slug = {
            "reference:statute": Statute.objects.all()[0].key,
            "reference:platform": "taobao",
            "reference:changed": "taobao",
            "guide:ground": "fraud",
        }
        slug |= {"guide:off_ramp": "injury"}
        answer = go(plain, reverse(name, args=[slug[name]] if name in slug else []))
        assert answer.status == 200, name
        assert plain.evaluate(DEAD) == [], name


@pytest.mark.parametrize("name", ACTIONS)
def test_the_main_action_of_a_page_works(plain: Page, full: Case, name: str) -> None:
    path = address(name, things(full))
    go(plain, path)
    main = plain.locator(ACTIONS[name]).first
    fold = plain.locator("main details:not([open])").filter(has=main)
    if fold.count():
        fold.locator("summary").first.click()
    expect(main).to_be_visible()
    with plain.expect_response(lambda answer: answer.request.is_navigation_request()) as waiting:
        main.click()
    assert waiting.value.status in (200, 302), path
    plain.wait_for_load_state()
    assert plain.locator("h1").count() >= 1
    assert plain.evaluate(DEAD) == []


def test_files_are_uploaded_ordered_removed_and_brought_back(plain: Page, full: Case, tmp_path: Path) -> None:
    file = tmp_path / "聊天.png"
    file.write_bytes(corpus.saved(corpus.picture((30, 20)), "PNG"))
    go(plain, reverse("evidence:board", args=[full.pk]))
    before = plain.locator("li.file").count()
    plain.locator("#upload-files").set_input_files(file)
    plain.get_by_role("button", name="上传").click()
    expect(plain.locator("li.file")).to_have_count(before + 1)
    assert plain.locator("li.file h3").last.inner_text().endswith("聊天")
    plain.locator("li.file").last.locator("button[name=go][value=up]").click()
    assert plain.locator("li.file h3").nth(before - 1).inner_text().endswith("聊天")
    plain.locator("li.file").nth(before - 1).locator("button[value=remove]").click()
    expect(plain.locator("li.file")).to_have_count(before)
    plain.locator("form.undo button").click()
    expect(plain.locator("li.file")).to_have_count(before + 1)


def test_a_picture_is_redacted_by_numbers(plain: Page, full: Case, run_jobs: Callable[[], int]) -> None:
    picture = SimpleUploadedFile("订单.png", corpus.saved(corpus.picture((300, 200)), "PNG"))
    exhibit = services.receive(full, picture)
    go(plain, reverse("evidence:share", args=[full.pk, exhibit.pk]) + "?edit=1")
    field = plain.locator("textarea[name=boxes]")
    expect(field).to_be_visible()
    field.fill("10 10 30 20 phone")
    plain.locator("button[value=preview]").click()
    plain.wait_for_load_state()
    run_jobs()
    again = plain.get_by_role("link", name="看看是否已生成")
    if again.count():
        again.click()
    [cover] = exhibit.covers.all()
    assert (cover.x, cover.y, cover.width, cover.height) == (1000, 1000, 3000, 2000)
    assert plain.locator("h1").inner_text().endswith("核对提供给对方的副本")
    plain.locator("main .btn-primary").first.click()
    expect(plain.get_by_text("对方收到遮住1处的副本")).to_be_visible()


def test_the_state_of_a_letter_is_a_link_away(plain: Page, full: Case, run_jobs: Callable[[], int]) -> None:
    go(plain, reverse("letters:review", args=[full.pk, "association"]))
    plain.locator("#id_true").check()
    plain.locator("#page-form button[type=submit]").click()
    link = plain.get_by_role("link", name="看看是否已生成")
    expect(link).to_be_visible()
    assert plain.locator("a[href$='/pdf/']").count() == 0
    run_jobs()
    link.click()
    expect(plain.locator("[role=status] a[href$='/pdf/']")).to_be_visible()
    assert LetterVersion.objects.get(case=full, kind="association").state == "ready"


def test_the_check_of_a_bundle_says_how_to_do_it_elsewhere(plain: Page) -> None:
    go(plain, reverse("evidence:verify"))
    expect(plain.get_by_text("本页核验需要 JavaScript")).to_be_visible()
    expect(plain.locator("#computer")).to_be_visible()
    expect(plain.locator("pre.command")).to_contain_text("verify_bundle.py")
    expect(plain.locator("input[type=file]").first).to_be_hidden()


def test_files_are_uploaded_where_scripts_do_not_arrive(
    chromium: Browser, live_server: Any, full: Case, hold: Callable[..., Client], tmp_path: Path
) -> None:
    """A weak network, a filter: the browser would run scripts, but gets none."""
    context = chromium.new_context(viewport=PHONE, base_url=str(live_server))
    context.route("**/*.js", lambda route: route.abort())
    let_in(context, str(live_server), hold(full))
    page = context.new_page()
    file = tmp_path / "聊天.png"
    file.write_bytes(corpus.saved(corpus.picture((30, 20)), "PNG"))
    go(page, reverse("evidence:board", args=[full.pk]))
    assert page.evaluate(DEAD) == []
    before = page.locator("li.file").count()
    page.locator("#upload-files").set_input_files(file)
    page.get_by_role("button", name="上传").click()
    expect(page.locator("li.file")).to_have_count(before + 1)
    go(page, reverse("evidence:verify"))
    expect(page.get_by_text("本页核验需要 JavaScript")).to_be_visible()
    context.close()


def test_leaving_and_coming_back_need_no_script(plain: Page, full: Case) -> None:
    go(plain, reverse("guide:case", args=[full.pk]))
    plain.locator("form[data-leave-now] button").click()
    plain.wait_for_url("**/closed/")
    assert go(plain, reverse("guide:case", args=[full.pk])).status == 404
    assert full.number not in plain.content()


def test_the_language_changes_and_what_was_typed_stays(plain: Page, full: Case) -> None:
    exhibit = Exhibit.objects.filter(case=full).order_by("position")[0]
    go(plain, reverse("evidence:describe", args=[full.pk, exhibit.pk]))
    plain.locator("#id_title").fill("写到一半")
    plain.get_by_role("button", name="English").click()
    assert plain.locator("html").get_attribute("lang") == "en"
    assert plain.locator("#id_title").input_value() == "写到一半"
    go(plain, reverse("letters:review", args=[full.pk, "seller"]) + "?edit=opening")
    plain.locator("#edit-text").fill("Half a sentence")
    plain.get_by_role("button", name="中文").click()
    assert plain.locator("html").get_attribute("lang") == "zh-Hans"
    assert plain.locator("#edit-text").input_value() == "Half a sentence"
