"""From the first page to three letters in the hand, in a real browser on a real site with a real worker."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from claimguide.guide.questions import keys_of
from claimguide.guide.registry import STEPS
from tests.core.typeset import pdf_tools
from tests.plugins.browser import needs_chromium

from . import story
from .reading import PACE, Reading
from .served import ServedSite
from .visitor import Visitor

PHONE = {"width": 390, "height": 844}
LETTERS = ("seller", "platform", "association")
# From the first page to three letters for the case of the tests: never more (dates vary by two).
MOST_EFFORT = {"taps": 74, "fields": 44, "characters": 337}
# And read on the way, the letters apart: characters, less than twelve minutes at a person's pace.
MOST_READ = 5_700
CODE = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")

pytestmark = [pytest.mark.e2e, needs_chromium]


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def visitor(chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    visitor = Visitor(chromium.new_context(viewport=PHONE, locale="zh-CN", accept_downloads=True), site.url)
    yield visitor
    visitor.context.close()


@pytest.fixture
def plain(chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    """A browser without JavaScript."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, accept_downloads=True)
    yield Visitor(context, site.url, script=False)
    context.close()


def start(visitor: Visitor) -> tuple[str, str]:
    """Open a case; its address and its resume code."""
    visitor.open("/")
    visitor.tap(visitor.page.locator("form[action$='/start/'] button").first)
    code = CODE.search(visitor.page.locator("#resume-code").inner_text())
    assert code is not None
    visitor.look()
    visitor.tap(visitor.page.locator("form[action$='/code/kept/'] button[type=submit]"))
    case = visitor.case()
    visitor.look()
    return case, code[0]


def answer_step(visitor: Visitor, case: str, step: str, typed: dict) -> None:
    """All questions of a step, to its result."""
    visitor.open(f"{case}{step}/")
    visitor.answer_all(typed)
    assert visitor.page.url.endswith(f"/{step}/")


def make_letter(visitor: Visitor, kind: str) -> tuple[str, str]:
    """From the result of a step: check the answers, confirm, wait for the live state, download.

    Returns the file's name and its words.
    """
    check = visitor.page.locator(f"a[href$='/letters/{kind}/']")
    fold = visitor.page.locator("main details:not([open])").filter(has=check).locator("summary").first
    if not check.first.is_visible():
        visitor.tap(fold)
    visitor.tap(check.first)
    visitor.look()
    assert visitor.page.locator("#missing").count() == 0, visitor.text()
    visitor.tap(visitor.page.locator("#id_true"))
    visitor.tap(visitor.page.locator("#page-form button[type=submit]"))
    link = visitor.page.locator("[role=status] a[href$='/pdf/']")
    if not visitor.script:
        while not link.count():
            visitor.page.locator("main a[href^='/case/'][href*='/letters/']").first.click()
            visitor.page.wait_for_timeout(200)
    expect(link).to_be_visible(timeout=60_000)
    visitor.look()
    name, data = visitor.download(link)
    assert data.startswith(b"%PDF")
    return name, re.sub(r"\s", "", pdf_tools.text(data))


def describe(visitor: Visitor, title: str, file: dict[str, object]) -> None:
    """Say what the exhibit that still carries its file's name shows."""
    card = visitor.page.locator("li.file").filter(has=visitor.page.get_by_role("heading", name=title))
    visitor.tap(card.locator("a.btn"))
    visitor.look()
    visitor.fill({"sort": file["sort"]})
    visitor.send()


def test_from_the_first_page_to_three_letters(
    visitor: Visitor, chromium: Browser, site: ServedSite, today: dt.date, tmp_path: Path
) -> None:
    typed = story.answers(today)
    visitor.reading = Reading()
    case, code = start(visitor)
    know_the_law(visitor, typed)
    collect_evidence(visitor, case, story.files(tmp_path))
    letters = {}
    for kind in LETTERS:
        answer_step(visitor, case, kind, typed)
        letters[kind] = make_letter(visitor, kind)
    print("from home to three letters:", dict(visitor.effort))
    assert not visitor.effort - Counter(MOST_EFFORT), visitor.effort
    visitor.reading = None
    for what, count in visitor.read.items():
        print(f"read on the way: {count} characters of {what}, {count / PACE:.1f} minutes")
    assert visitor.read["pages"] <= MOST_READ
    for step in STEPS[2:]:
        answer_step(visitor, case, step.slug, typed)
    say_what_they_must(letters, typed)
    switch_language(visitor, case)
    come_back_with_the_code(chromium, site, case, code)
    keep_others_out(chromium, site, case, visitor.page.url)
    assert visitor.problems == []


def know_the_law(visitor: Visitor, typed: dict) -> None:
    """Step 1: Back keeps what was typed, only what matters is asked, and the sums are right."""
    assert visitor.asked() == "law/problem"
    visitor.answer(typed)
    assert visitor.asked() == "law/goods"
    with visitor.uncounted():
        visitor.fill({"goods_name": "还没想好叫什么"})
        visitor.send("back")
        assert visitor.asked() == "law/problem"
        visitor.send()
    assert visitor.page.locator("#id_goods_name").input_value() == "还没想好叫什么"
    visitor.answer(typed)
    visitor.page.go_back()
    assert visitor.page.locator("#id_goods_name").input_value() == typed["law/goods"]["goods_name"]
    visitor.page.go_forward()
    asked = visitor.answer_all(typed)
    assert asked[:5] == [f"law/{page}" for page in ("order", "money", "dates", "story", "promise")]
    facts = [fact for page in asked for fact in keys_of(page.removeprefix("law/"))]
    assert facts and len(asked + facts) == len(set(asked + facts)), "a question was asked twice"
    for words in ("10,000.00", "10 × 1,000.00", "涉嫌欺诈", "第五十五条"):
        visitor.expect_text(words)


def collect_evidence(visitor: Visitor, case: str, files: list) -> None:
    visitor.open(f"{case}evidence/")
    visitor.page.locator("#upload-files").set_input_files([file["path"] for file in files])
    expect(visitor.page.locator("li.file")).to_have_count(len(files), timeout=60_000)
    visitor.page.wait_for_load_state("networkidle")
    for file in files:
        describe(visitor, file["path"].stem, file)
        visitor.expect_text(file["title"])
    visitor.look()


def say_what_they_must(letters: dict[str, tuple[str, str]], typed: dict) -> None:
    number, seller = typed["law/order"]["order_number"], typed["seller/party"]["name"]
    titles = ("订单详情页截图", "直播间截图", "检测报告", "与商家客服的聊天记录", "售后申请记录")
    everywhere = ("林晓", "13800000000", number, seller, "假一赔十", "木缘阁珠宝直播间", *titles)
    own = {
        "seller": (
            "10,000.00",
            "壹万元整",
            "公开承诺",
            "涉嫌欺诈",
            "《中华人民共和国消费者权益保护法》第五十五条第一款",
        ),
        "platform": ("抖音", "1,000.00", "《中华人民共和国电子商务法》"),
        "association": (
            "10,000.00",
            "壹万元整",
            "公开承诺",
            "涉嫌欺诈",
            "消费者投诉书",
            "浙江省消费者权益保护委员会",
        ),
    }
    names = {"seller": "致商家函", "platform": "致平台函", "association": "消费者投诉书"}
    for kind, (name, text) in letters.items():
        assert re.fullmatch(rf"{names[kind]}-CG\d{{8}}-\w{{5}}-第1版\.pdf", name)
        assert [words for words in (*everywhere, *own[kind]) if words not in text] == [], kind
        pages = re.findall(r"第(\d+)页共(\d+)页", text)
        assert pages, kind
        assert [int(page) for page, _of in pages] == list(range(1, int(pages[0][1]) + 1)), kind
        assert "构成欺诈" not in text


def switch_language(visitor: Visitor, case: str) -> None:
    """English and back, on the list of tasks and on the page of a letter."""
    for address in (visitor.page.url, case):
        visitor.open(address)
        chinese = visitor.heading()
        visitor.page.locator(".lang-switch button[value=en]").click()
        expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
        visitor.look()
        assert visitor.page.locator(".btn, .task__title").first.inner_text().isascii()
        visitor.page.locator(".lang-switch button[value=zh-hans]").click()
        expect(visitor.page.locator("html")).to_have_attribute("lang", "zh-Hans")
        assert visitor.heading() == chinese


def come_back_with_the_code(chromium: Browser, site: ServedSite, case: str, code: str) -> None:
    """Another device, the code typed carelessly."""
    other = Visitor(chromium.new_context(viewport=PHONE), site.url)
    other.open("/resume/")
    other.page.locator("input[name=code]").press_sequentially(code.lower().replace("-", " "))
    other.page.locator("#page-form button[type=submit]").last.click()
    other.page.wait_for_url(f"**{case}")
    assert other.page.locator(".task").count() == 8
    assert other.page.locator(".task__doc").count() == 3
    assert other.problems == []
    other.context.close()


def keep_others_out(chromium: Browser, site: ServedSite, case: str, letter: str) -> None:
    """A browser without the code learns nothing: the same 404 for the case, its letter and its file."""
    stranger = chromium.new_context()
    for address in (f"{site.url}{case}", letter, f"{letter}pdf/", f"{site.url}{case}evidence/"):
        assert stranger.request.get(address, max_redirects=0).status == 404, address
    stranger.close()


def test_the_journey_works_without_javascript(plain: Visitor, today: dt.date, tmp_path: Path) -> None:
    typed = story.answers(today)
    case, _code = start(plain)
    asked = plain.answer_all(typed)
    assert asked[0] == "law/problem"
    file = story.files(tmp_path)[0]
    plain.open(f"{case}evidence/")
    plain.page.locator("#upload-files").set_input_files(file["path"])
    plain.page.locator("noscript button, form[data-upload] button[type=submit]").first.click()
    assert plain.page.locator("li.file").count() == 1
    describe(plain, "order", file)
    answer_step(plain, case, "seller", typed)
    name, text = make_letter(plain, "seller")
    assert name.startswith("致商家函-")
    assert "订单详情页截图" in text
    assert plain.problems == []
