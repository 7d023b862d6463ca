"""What is typed survives a lost connection, a crash and another tab, and nobody else reads it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from claimguide.cases import services
from claimguide.cases.models import Case
from tests.plugins.browser import let_in, needs_chromium

from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
PHONE = {"width": 390, "height": 844}
TYPED = "暗绿色手串一条"
# What a browser itself reports of a request without a connection.
DISCONNECTED = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED")
OPEN = """const base = await new Promise((done) => {
  const request = indexedDB.open("drafts");
  request.onsuccess = () => done(request.result);
});
"""
# Every record as it lies on the device, bytes as numbers.
RECORDS = f"""async () => {{
  if (!(await indexedDB.databases()).some((each) => each.name === "drafts")) return [];
  {OPEN}
  const all = await new Promise((done) => {{
    const request = base.transaction("pages").objectStore("pages").getAll();
    request.onsuccess = () => done(request.result);
  }});
  base.close();
  return all.map((each) => ({{ ...each, iv: [...each.iv], data: [...new Uint8Array(each.data)] }}));
}}"""
# All of them as if written some days ago.
AGE = f"""async (days) => {{
  {OPEN}
  const transaction = base.transaction("pages", "readwrite");
  transaction.objectStore("pages").openCursor().onsuccess = (event) => {{
    const cursor = event.target.result;
    if (!cursor) return;
    cursor.update({{ ...cursor.value, at: Date.now() - days * 86400000 }});
    cursor.continue();
  }};
  await new Promise((done) => {{ transaction.oncomplete = done; }});
  base.close();
}}"""


class Consumer(Visitor):
    """Holds cases in a browser context of its own; `tab` opens another page in it."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        super().__init__(context, home)

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        return page

    @property
    def faults(self) -> list[str]:
        """Everything but what follows from a cut connection."""
        return [each for each in self.problems if not DISCONNECTED.search(each)]


@pytest.fixture
def consumer(
    chromium: Browser, live_server: Any, transactional_db: None, hold: Callable[..., Client]
) -> Iterator[Callable[..., Consumer]]:
    opened: list[Consumer] = []

    def consumer(*cases: Case, **options: Any) -> Consumer:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", **options)
        let_in(context, str(live_server), hold(*cases))
        opened.append(Consumer(context, str(live_server)))
        return opened[-1]

    yield consumer
    for each in opened:
        each.context.close()


@pytest.fixture
def goods(case: Case) -> str:
    services.set_problems(case, ["counterfeit"])
    return reverse("guide:page", args=[case.pk, "law", "goods"])


def name_of(page: Page) -> Locator:
    return page.locator("#id_goods_name")


def bar(page: Page) -> Locator:
    return page.locator("[data-draft-bar]")


def records(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(RECORDS)
    return found


def type_and_wait(page: Page, words: str = TYPED) -> None:
    """Type, and wait until it lies on the device."""
    before = [each["data"] for each in records(page)]
    name_of(page).fill(words)
    page.wait_for_timeout(450)
    for _try in range(40):
        if [each["data"] for each in records(page)] != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was kept")


def look_again(visitor: Consumer) -> None:
    """The bar has come since this page was looked at."""
    visitor.seen.clear()
    visitor.look()


def go_on(page: Page) -> None:
    page.locator("#id_goods_kind").select_option("jewellery")
    page.locator("#page-form button[name=go][value=continue]").click()


def test_a_form_sent_without_a_connection_stays_and_goes_out_by_itself(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    name_of(visitor.page).fill(TYPED)
    visitor.context.set_offline(True)
    go_on(visitor.page)
    expect(bar(visitor.page)).to_contain_text(
        "网络断了。您填写的内容保存在这台设备上。网络恢复后会自动提交。"
    )
    expect(name_of(visitor.page)).to_have_value(TYPED)
    look_again(visitor)
    with visitor.page.expect_navigation():
        visitor.context.set_offline(False)
    assert visitor.asked() == "law/order"
    case.purchase.refresh_from_db()
    assert case.purchase.goods_name == TYPED
    assert records(visitor.page) == []
    assert visitor.faults == []


def test_whoever_goes_on_typing_is_not_led_away(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    name_of(visitor.page).fill("手")
    visitor.context.set_offline(True)
    go_on(visitor.page)
    expect(bar(visitor.page)).to_contain_text("自动提交")
    name_of(visitor.page).fill(TYPED)
    expect(bar(visitor.page)).to_contain_text("网络恢复后请再提交一次")
    visitor.context.set_offline(False)
    visitor.page.wait_for_timeout(300)
    assert visitor.asked() == "law/goods"
    with visitor.page.expect_navigation():
        bar(visitor.page).get_by_role("button", name="再次提交").click()
    case.purchase.refresh_from_db()
    assert case.purchase.goods_name == TYPED
    assert visitor.faults == []


def test_an_answer_that_was_lost_on_its_way_back_saves_nothing_twice(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    name_of(visitor.page).fill(TYPED)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort("internetdisconnected")

    visitor.page.route("**/law/goods/", lose)
    go_on(visitor.page)
    expect(bar(visitor.page)).to_contain_text("网络断了")
    with visitor.page.expect_navigation():
        bar(visitor.page).get_by_role("button", name="再次提交").click()
    assert lost == [204]
    assert visitor.asked() == "law/order"
    assert case.events.filter(kind="answered").count() == 1
    assert visitor.faults == []


def test_after_a_crash_it_is_offered_and_never_filled_in_unasked(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    visitor.page.close()
    page = visitor.tab()
    page.goto(visitor.home + goods)
    expect(bar(page)).to_contain_text(re.compile(r"这台设备上有 \d\d:\d\d 填写但没有提交的内容"))
    expect(name_of(page)).to_have_value("")
    page.reload()
    bar(page).get_by_role("button", name="恢复").click()
    expect(name_of(page)).to_have_value(TYPED)
    expect(bar(page)).to_contain_text("已恢复，还没有提交")
    with page.expect_navigation():
        go_on(page)
    assert records(page) == []
    page.goto(visitor.home + goods)
    expect(name_of(page)).to_have_value(TYPED)
    expect(bar(page)).not_to_contain_text("没有提交")
    assert visitor.faults == []


def test_what_is_discarded_is_gone(consumer: Callable[..., Consumer], case: Case, goods: str) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    visitor.page.reload()
    bar(visitor.page).get_by_role("button", name="丢弃").click()
    expect(bar(visitor.page)).to_have_text(re.compile(r"^\s*恢复丢弃"), use_inner_text=False)
    visitor.page.wait_for_timeout(200)
    assert records(visitor.page) == []
    expect(name_of(visitor.page)).to_have_value("")
    assert visitor.faults == []


def test_typing_beside_an_offer_loses_neither(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page, "先写的")
    visitor.page.reload()
    expect(bar(visitor.page)).to_contain_text("没有提交")
    look_again(visitor)
    type_and_wait(visitor.page, "后写的")
    visitor.page.reload()
    bar(visitor.page).get_by_role("button", name="丢弃").click()
    bar(visitor.page).get_by_role("button", name="恢复").click()
    expect(name_of(visitor.page)).to_have_value("先写的")
    visitor.page.wait_for_timeout(700)
    assert len(records(visitor.page)) == 1
    assert visitor.faults == []


def test_a_restored_text_does_not_overwrite_what_another_device_saved(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor, other = consumer(case), consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    visitor.page.goto("about:blank")
    other.open(goods)
    name_of(other.page).fill("别处写的")
    with other.page.expect_navigation():
        go_on(other.page)
    visitor.open(goods)
    bar(visitor.page).get_by_role("button", name="恢复").click()
    with visitor.page.expect_navigation():
        go_on(visitor.page)
    expect(visitor.page.locator(".alert-warning")).to_contain_text("别处写的")
    expect(visitor.page.locator(".alert-warning")).to_contain_text(TYPED)
    case.purchase.refresh_from_db()
    assert case.purchase.goods_name == "别处写的"
    visitor.send()
    case.purchase.refresh_from_db()
    assert case.purchase.goods_name == TYPED
    assert [each for each in visitor.faults if "409" not in each] == []


def test_two_tabs_meet_both_texts(consumer: Callable[..., Consumer], case: Case, goods: str) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    second = visitor.tab()
    second.goto(visitor.home + goods)
    name_of(visitor.page).fill("第一个页面")
    type_and_wait(second, "第二个页面")
    with visitor.page.expect_navigation():
        go_on(visitor.page)
    assert len(records(second)) == 1, "the other tab's text went with the first one's"
    with second.expect_navigation():
        go_on(second)
    expect(second.locator(".alert-warning")).to_contain_text("第一个页面")
    expect(name_of(second)).to_have_value("第二个页面")
    assert [each for each in visitor.faults if "409" not in each] == []


def test_the_device_holds_nothing_that_can_be_read(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page, f"{TYPED} canary-7391")
    type_and_wait(visitor.page, f"{TYPED} canary-7392")
    [record] = records(visitor.page)
    data = bytes(record["data"])
    assert len(record["iv"]) == 12
    for words in (TYPED, "canary", "goods_name", "values"):
        assert words.encode() not in data
        assert words.encode("utf-16-le") not in data
    token = visitor.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    key = bar(visitor.page).get_attribute("data-key") or ""
    for storage in ("localStorage", "sessionStorage"):
        held = str(visitor.page.evaluate(f"() => JSON.stringify({storage})"))
        assert TYPED not in held
        assert key not in held
    assert set(record) == {"id", "case", "at", "iv", "data"}
    assert token not in str(record)
    assert visitor.faults == []


def test_secrets_and_what_is_marked_are_never_kept(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    page = visitor.page
    page.locator("#page-form").evaluate("""(form) => {
      form.insertAdjacentHTML("afterbegin", "<input type=password name=secret aria-label=a>");
      form.insertAdjacentHTML("afterbegin", "<p data-no-draft><input name=unkept aria-label=b></p>");
    }""")
    page.locator("[name=secret]").fill("geheim")
    page.locator("[name=unkept]").fill("nicht")
    type_and_wait(page)
    key = bar(page).get_attribute("data-key") or ""
    [record] = records(page)
    kept = AESGCM(base64.b64decode(key)).decrypt(
        bytes(record["iv"]), bytes(record["data"]), record["id"].encode()
    )
    assert dict(json.loads(kept)["values"]) == {"goods_name": TYPED, "goods_kind": ""}
    assert [name for name, _value in json.loads(kept)["guards"]] == ["version"]
    with pytest.raises(InvalidTag):
        AESGCM(base64.b64decode(key)).decrypt(
            bytes(record["iv"]), bytes(record["data"]), record["id"].replace("goods", "order").encode()
        )
    assert visitor.faults == []


def test_every_record_has_an_iv_of_its_own(consumer: Callable[..., Consumer], case: Case, goods: str) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    seen = set()
    for words in ("一", "二", "三"):
        type_and_wait(visitor.page, words)
        seen.add(tuple(records(visitor.page)[0]["iv"]))
    assert len(seen) == 3


@pytest.mark.parametrize("by", ["button", "escape", "task list"])
def test_leaving_clears_the_device(
    consumer: Callable[..., Consumer], case: Case, goods: str, by: str
) -> None:
    visitor = consumer(case)
    # The browser's own clearing (Clear-Site-Data) is taken away: ours has to be enough.
    visitor.context.route("**/leave/**", lambda route: without_header(route, "clear-site-data"))
    visitor.open(goods)
    type_and_wait(visitor.page)
    page = visitor.page
    if by == "task list":
        visitor.open(reverse("guide:case", args=[case.pk]))
    with page.expect_navigation():
        if by == "escape":
            for _time in range(3):
                page.keyboard.press("Escape")
        else:
            page.locator(f"form[action$='/leave/{'now/' if by == 'button' else ''}'] button").click()
    page.wait_for_load_state("networkidle")
    assert records(page) == []
    assert page.evaluate("localStorage.length") == 0
    assert page.request.get(visitor.home + goods).status in (200, 404)
    page.goto(visitor.home + goods)
    assert page.locator("[data-draft-bar]").count() == 0, "the key is still to be had"


def without_header(route: Route, name: str) -> None:
    answer = route.fetch(max_redirects=0)
    headers = {key: value for key, value in answer.headers.items() if key != name}
    route.fulfill(response=answer, headers=headers)


def test_leaving_in_one_tab_stops_the_others(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    second = visitor.tab()
    second.goto(visitor.home + goods)
    type_and_wait(second)
    with visitor.page.expect_navigation():
        visitor.page.locator("form[data-leave-now] button").click()
    name_of(second).fill("还在写")
    second.wait_for_timeout(900)
    assert records(second) == []


def test_the_next_person_at_this_browser_cannot_read_it(
    consumer: Callable[..., Consumer], case: Case, goods: str, hold: Callable[..., Client]
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    key = bar(visitor.page).get_attribute("data-key")
    type_and_wait(visitor.page)
    visitor.page.goto("about:blank")
    other_case = services.open_case()
    services.set_problems(other_case, ["counterfeit"])
    visitor.context.clear_cookies()
    let_in(visitor.context, visitor.home, hold(other_case))
    visitor.open(reverse("guide:page", args=[other_case.pk, "law", "goods"]))
    assert bar(visitor.page).get_attribute("data-key") not in (key, "", None)
    expect(bar(visitor.page)).not_to_contain_text("没有提交")
    assert visitor.page.request.get(visitor.home + goods, max_redirects=0).status == 404
    visitor.page.wait_for_timeout(300)
    assert records(visitor.page) == [], "what another person typed stays on the device"
    assert visitor.faults == []


def test_a_visit_that_ran_out_loses_nothing(
    consumer: Callable[..., Consumer], case: Case, goods: str, hold: Callable[..., Client]
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    visitor.context.clear_cookies()
    visitor.open("/")
    visitor.page.wait_for_timeout(300)
    assert len(records(visitor.page)) == 1
    let_in(visitor.context, visitor.home, hold(case))
    visitor.open(goods)
    expect(bar(visitor.page)).to_contain_text("没有提交")
    assert visitor.faults == []


@pytest.mark.parametrize(("days", "left"), [(13, 1), (15, 0)])
def test_what_is_old_goes_at_the_next_visit(
    consumer: Callable[..., Consumer], case: Case, goods: str, days: int, left: int
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    visitor.page.evaluate(AGE, days)
    visitor.open("/help/")
    visitor.page.wait_for_timeout(400)
    assert len(records(visitor.page)) == left


def test_a_settled_case_leaves_nothing_on_the_device(
    consumer: Callable[..., Consumer], case: Case, goods: str
) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    services.move(case, "settled")
    visitor.open(reverse("guide:case", args=[case.pk]))
    visitor.page.wait_for_timeout(300)
    assert records(visitor.page) == []
    assert visitor.faults == []


def test_a_shared_device_keeps_nothing(consumer: Callable[..., Consumer], case: Case, goods: str) -> None:
    visitor = consumer(case)
    visitor.open(goods)
    type_and_wait(visitor.page)
    token = visitor.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    visitor.page.request.post(
        f"{visitor.home}/shared/", form={"csrfmiddlewaretoken": token}, headers={"Referer": visitor.home}
    )
    visitor.open(goods)
    assert bar(visitor.page).get_attribute("data-key") == ""
    name_of(visitor.page).fill(TYPED)
    visitor.page.wait_for_timeout(900)
    assert records(visitor.page) == []
    visitor.context.set_offline(True)
    go_on(visitor.page)
    expect(bar(visitor.page)).to_contain_text("您填写的内容还在这一页上，请不要关闭页面")
    assert visitor.faults == []


NO = "throw new DOMException('no', 'SecurityError')"
REFUSED = {
    "throws": f"Object.defineProperty(window, 'indexedDB', {{ get() {{ {NO}; }} }})",
    "missing": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "fails": f"IDBFactory.prototype.open = () => {{ {NO}; }}",
    "full": f"IDBObjectStore.prototype.put = () => {{ {NO}; }}",
    "no storage": f"Object.defineProperty(window, 'localStorage', {{ get() {{ {NO}; }} }})",
}


@pytest.mark.parametrize("how", REFUSED)
def test_where_storage_is_refused_the_page_works_all_the_same(
    consumer: Callable[..., Consumer], case: Case, goods: str, how: str
) -> None:
    visitor = consumer(case)
    visitor.page.add_init_script(REFUSED[how])
    visitor.open(goods)
    name_of(visitor.page).fill(TYPED)
    visitor.page.wait_for_timeout(600)
    with visitor.page.expect_navigation():
        go_on(visitor.page)
    assert visitor.asked() == "law/order"
    case.purchase.refresh_from_db()
    assert case.purchase.goods_name == TYPED
    assert visitor.faults == []
