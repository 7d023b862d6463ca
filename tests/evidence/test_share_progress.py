"""From one exhibit to the next until all are decided, and on to the bundle."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.core import jobs
from claimguide.evidence.models import CopyOrder, Exhibit, Reading
from claimguide.evidence.share import page, services
from claimguide.evidence.share.progress import progress

from . import corpus
from .rows import row
from .test_share_services import printed, put
from .test_share_views import post, url

pytestmark = pytest.mark.django_db
COPY = {"shared_sha256": "5" * 64, "shared_size": 9}


def ordered(exhibit: Exhibit, **values: Any) -> Exhibit:
    order = CopyOrder.objects.create(exhibit=exhibit, plan="x", **values)
    jobs.enqueue("copy", exhibit.pk, order.key)
    return exhibit


def bundles(case: Case) -> str:
    return reverse("evidence:bundles", args=[case.pk])


def test_every_exhibit_stands_somewhere(case: Case, django_assert_num_queries: Any) -> None:
    found = {
        "open": row(case),
        "look": row(case, **COPY),
        "failed": ordered(row(case), failure="too_complex"),
        "making": ordered(row(case)),
        "promised": ordered(row(case), whole=True),
        "decided": row(case, sharing="kept"),
    }
    # Exhibits with what they prove and their orders; the jobs of the orders.
    with django_assert_num_queries(2):
        done = progress(case)
        assert {done.stands[each.pk]: each for each in found.values()} == found
    assert (done.decided, done.total) == (2, 6)
    assert done.waiting == [found["open"], found["look"], found["failed"]]
    assert done.in_work == [found["making"], found["promised"]]
    assert done.after(found["look"]) == found["failed"]
    assert done.after(found["decided"]) == found["open"]


def test_decisions_lead_from_exhibit_to_exhibit_and_the_last_to_the_bundle(
    browser: Client, case: Case
) -> None:
    first, second = put(case, "a.jpg", corpus.with_exif()), put(case, "b.png", corpus.png())
    third = put(case, "c.pdf", printed(1))
    assert post(browser, second, "keep").url == url(third)
    shown = browser.get(url(third))
    (said,) = [str(each) for each in shown.context["messages"]]
    assert "证据 2：不提供给对方。" in said
    assert url(second) in said
    assert "共3件证据，已决定1件" in shown.content.decode()
    assert post(browser, third, "whole").url == url(first)
    post(browser, first, "preview", boxes="1 1 5 5")
    first.refresh_from_db()
    assert post(browser, first, "confirm", sha256=first.shared_sha256).url == bundles(case)
    assert browser.get(url(first)).context["next"] == {"url": bundles(case), "number": None}


def test_while_one_copy_is_being_made_the_next_can_be_decided(browser: Client, case: Case) -> None:
    making, following = ordered(row(case)), row(case)
    text = browser.get(url(making)).content.decode()
    assert f'class="btn btn-primary" href="{url(following)}"' in text


def test_the_page_of_bundles_names_and_links_what_is_left(browser: Client, case: Case) -> None:
    row(case, sharing="kept")
    left, busy = row(case, title="付款截图"), ordered(row(case))
    shown = browser.get(bundles(case))
    text = shown.content.decode()
    assert "共3件证据，已决定1件" in text
    assert "还有1件待决定" in text
    assert f'href="{url(left)}">证据 2 · 付款截图</a>' in text
    assert f'href="{url(busy)}">证据 3' in text
    assert f'href="{url(left)}">决定证据 2 如何提供</a>' in text


def test_a_decided_case_shows_which_numbers_go_out(browser: Client, case: Case) -> None:
    whole, kept = row(case, sharing="whole", **COPY), row(case, sharing="kept")
    outcome = browser.get(bundles(case)).context["outcome"]
    assert [exhibits for _words, exhibits in outcome] == [[whole], [kept]]


def test_what_is_left_visible_is_said_page_by_page(browser: Client, case: Case) -> None:
    letter = put(case, "a.pdf", printed(3))
    line = {"box": [100, 100, 5_000, 300], "confidence": 99}
    Reading.objects.filter(exhibit=letter).delete()
    Reading.objects.create(
        exhibit=letter,
        state="done",
        lines=[
            {"page": 0, "text": "手机13812345678", **line},
            {"page": 2, "text": "手机13912345678", **line},
            {"page": 2, "text": "手机13712345678", **{**line, "box": [100, 900, 5_000, 300]}},
        ],
    )
    assert page.left_visible(letter) == {1: 1, 3: 2}
    services.make_copy(letter)
    text = browser.get(url(letter)).content.decode()
    for number in (1, 3):
        assert f'href="?edit=1&amp;page={number}">第{number}页</a>' in text
    assert 'page=2">第2页' not in text


def test_pages_of_a_pdf_can_be_leafed_through(browser: Client, case: Case) -> None:
    letter = put(case, "a.pdf", printed(3))
    address = reverse("evidence:pages", args=[case.pk, letter.pk])
    for asked, shown in (("", 1), ("2", 2), ("3", 3), ("4", 1), ("x", 1)):
        context = browser.get(address, {"page": asked}).context
        assert (context["page"], context["page_before"], context["page_after"]) == (
            shown,
            shown - 1 or None,
            shown + 1 if shown < 3 else None,
        )
        assert browser.get(context["picture"]).status_code == 200
    photo = put(case, "a.jpg", corpus.with_exif())
    assert browser.get(reverse("evidence:pages", args=[case.pk, photo.pk])).status_code == 404


# storage away -----------------------------------------------------------------------------------------


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call it, and the storage answers nothing any more."""

    def fail(*_: Any, **__: Any) -> Any:
        raise ConnectionError("away")

    def go() -> None:
        for name in ("open", "exists", "path", "size", "save"):
            monkeypatch.setattr(default_storage._wrapped, name, fail)

    return go


def test_the_page_says_so_while_the_storage_is_away(browser: Client, case: Case, away: Any) -> None:
    chat = put(case, "a.txt", "电话13812345678".encode())
    photo = put(case, "a.jpg", corpus.with_exif())
    letter = put(case, "a.pdf", printed(services.selectors.QUICK_PAGES + 1))
    away()
    assert browser.get(url(chat)).status_code == 503
    for exhibit, go in ((photo, "preview"), (photo, "whole"), (chat, "whole")):
        answer = post(browser, exhibit, go)
        assert answer.status_code == 503
        assert answer.context["errors"] == ["现在无法处理文件，请过几分钟再试。"]
    assert post(browser, letter, "whole").status_code == 302


def test_files_are_not_given_while_the_storage_is_away(browser: Client, case: Case, away: Any) -> None:
    letter, chat = put(case, "a.pdf", printed(1)), put(case, "a.txt", b"order 1")
    services.share_whole(letter)
    film = row(case, kind="mp4")
    away()
    names = {
        letter: ("thumbnail", "preview", "original", "share_copy", "share_copy_page"),
        chat: ("text",),
        film: ("media",),
    }
    asked = [
        reverse(f"evidence:{name}", args=[case.pk, each.pk]) for each, all_ in names.items() for name in all_
    ]
    asked.append(reverse("evidence:page", args=[case.pk, letter.pk, 1]))
    assert {address: browser.get(address).status_code for address in asked} == dict.fromkeys(asked, 503)
    assert browser.get(asked[0])["Retry-After"]
