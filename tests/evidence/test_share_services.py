"""The copy for recipients: what is under a box is gone, nobody has it before the consumer's word."""

from __future__ import annotations

import hashlib
import io
import itertools
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from claimguide.cases import guards
from claimguide.cases import services as case_services
from claimguide.cases.models import Case, Event, State
from claimguide.evidence import services as evidence
from claimguide.evidence.models import Cover, Exhibit, Reading, Sharing
from claimguide.evidence.refusals import Refused
from claimguide.evidence.share import selectors, services
from claimguide.evidence.share.detect import spans
from claimguide.evidence.share.pictures import share_of_line
from claimguide.evidence.share.services import Drawn, Hidden

from . import corpus, corpus_media
from .conftest import everything_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]
CANARY = b"CANARY-7731"
HALF = Drawn(1_000, 2_000, 5_000, 3_000, "phone")


def put(case: Case, name: str, data: bytes) -> Exhibit:
    return evidence.receive(case, SimpleUploadedFile(name, data))


@pytest.fixture
def photo(case: Case) -> Exhibit:
    return put(case, "a.jpg", corpus.with_exif())


@pytest.fixture
def letter(case: Case) -> Exhibit:
    """A PDF of three pages with text, fonts and an author."""
    return put(case, "a.pdf", printed(3))


@pytest.fixture
def chat(case: Case, db: None) -> Exhibit:
    """A text as the upload would keep it."""
    words = "收货人：王芳\n电话13812345678，订单号 202603051234\n再打13812345678😀京A12345\n"
    return as_text(case, words)


def as_text(case: Case, words: str, position: int = 77) -> Exhibit:
    data = words.encode()
    exhibit = Exhibit.objects.create(
        case=case,
        position=position,
        state="clean",
        kind="text",
        title="聊天",
        original_name="a.txt",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    default_storage.save(exhibit.storage_name, io.BytesIO(data))
    return exhibit


def printed(pages: int) -> bytes:
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(pages):
        made.add_blank_page(page_size=(300, 400))
        page = made.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = f"BT /F1 18 Tf 40 300 Td (CANARY-7731 page {number}) Tj ET"
        page.Contents = made.make_stream(words.encode())
    made.docinfo["/Author"] = "CANARY-7731"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def draw(exhibit: Exhibit, *boxes: Drawn, page: int = 0) -> None:
    services.save_boxes(exhibit, page, boxes, expected=selectors.token(exhibit))


def content(exhibit: Exhibit) -> bytes:
    with default_storage.open(exhibit.shared_name) as file:
        return bytes(file.read())


def copied(exhibit: Exhibit) -> bytes:
    return content(services.make_copy(exhibit))


def pixels_in(picture: Image.Image, box: Drawn) -> set[Any]:
    """The colours inside a box, its edges left out: a JPEG bleeds by a block of 16."""
    x, y, width, height = (
        round(part * whole / 10_000)
        for part, whole in zip(box[:4], (*picture.size, *picture.size), strict=True)
    )
    inner = picture.crop((x + 16, y + 16, x + width - 16, y + height - 16))
    return {colour for _count, colour in inner.getcolors(1 << 24) or []}


# what the copy holds ----------------------------------------------------------------------------------


def test_inside_a_box_every_pixel_is_black(photo: Exhibit) -> None:
    draw(photo, HALF)
    copy = Image.open(io.BytesIO(copied(photo)))
    assert pixels_in(copy, HALF) == {(0, 0, 0)}
    beside = Drawn(7_000, 6_000, 3_000, 4_000)
    assert (0, 0, 0) not in pixels_in(copy, beside)


@pytest.mark.parametrize("boxes", [[], [HALF]])
def test_the_copy_of_a_photo_is_pixels_and_nothing_else(photo: Exhibit, boxes: list[Drawn]) -> None:
    draw(photo, *boxes)
    data = copied(photo)
    copy = Image.open(io.BytesIO(data))
    assert not copy.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(copy.info)
    assert data.endswith(b"\xff\xd9")
    assert CANARY not in data
    assert b"GPS" not in data


def test_a_copy_stands_upright_and_is_not_the_original(photo: Exhibit) -> None:
    copy = services.make_copy(photo)
    assert Image.open(io.BytesIO(content(copy))).size == (photo.width, photo.height)
    assert copy.shared_sha256 == hashlib.sha256(content(copy)).hexdigest()
    assert copy.shared_sm3 == hashlib.new("sm3", content(copy)).hexdigest()
    assert copy.shared_size == len(content(copy))
    assert copy.shared_sha256 != photo.sha256


def test_a_picture_drawn_under_the_box_cannot_be_found_again(case: Case) -> None:
    """Two pictures that differ only under the box give the same copy."""
    copies = []
    for words in ("13812345678", "13900000000"):
        picture = Image.new("RGB", (600, 400), "white")
        ImageDraw.Draw(picture).text((120, 150), words, fill="black")
        exhibit = put(case, "a.png", corpus.saved(picture, "PNG"))
        draw(exhibit, HALF)
        copies.append(copied(exhibit))
    assert copies[0] == copies[1]


def test_a_covered_pdf_is_nothing_but_pictures(letter: Exhibit) -> None:
    box = Drawn(0, 0, 10_000, 5_000)
    draw(letter, box, page=1)
    data = copied(letter)
    assert CANARY not in data
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 3
    assert [document[number].get_textpage().get_text_bounded() for number in range(3)] == [""] * 3
    assert pixels_in(document[1].render(scale=2).to_pil().convert("RGB"), box) == {(0, 0, 0)}
    assert (0, 0, 0) not in pixels_in(
        document[0].render(scale=2).to_pil().convert("RGB"), Drawn(0, 6_000, 10_000, 4_000)
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.docinfo
        assert "/Metadata" not in pdf.Root
        for page in pdf.pages:
            assert "/Font" not in page.Resources
            assert [image.Subtype for image in page.Resources.XObject.values()] == ["/Image"]
        for thing in pdf.objects:
            assert CANARY not in (thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b"")


def test_a_hidden_number_leaves_the_text_and_so_does_its_length(chat: Exhibit) -> None:
    text = "收货人：王芳\n电话13812345678，订单号 202603051234\n再打13812345678😀京A12345\n"
    runs = [Hidden(span.start, span.length, span.reason, True) for span in spans(text)]
    services.save_runs(chat, runs, expected=selectors.token(chat))
    said = copied(chat).decode()
    assert said == "收货人：█████\n电话█████，订单号 202603051234\n再打█████😀█████\n"
    assert chat.shared_sha256 != chat.sha256


def test_a_film_goes_without_its_place_and_as_a_whole(case: Case) -> None:
    about = (("location", corpus_media.PLACE), ("comment", "CANARY-7731"))
    film = put(case, "a.mp4", corpus_media.film(about=about))
    copy = services.share_whole(film)
    assert (copy.sharing, selectors.copy_format(copy).ending) == (Sharing.WHOLE, "mp4")
    assert b"loci" in corpus_media.film(about=about)
    assert b"loci" not in content(copy)
    assert CANARY not in content(copy)


# the consumer's word ----------------------------------------------------------------------------------


def test_nothing_goes_to_anybody_before_the_word(case: Case, photo: Exhibit) -> None:
    draw(photo, HALF)
    assert selectors.shareable(case) == []
    copy = services.make_copy(photo)
    assert selectors.shareable(case) == []
    assert selectors.undecided(case) == [photo]
    services.confirm(copy, copy.shared_sha256)
    (shared,) = selectors.shareable(case)
    assert (shared.sharing, shared.number) == (Sharing.COVERED, 1)
    assert selectors.undecided(case) == []


@pytest.mark.parametrize("said", ["", "0" * 64, "original"])
def test_the_word_counts_only_for_the_copy_that_was_seen(photo: Exhibit, said: str) -> None:
    services.make_copy(photo)
    with pytest.raises(services.Changed):
        services.confirm(photo, photo.sha256 if said == "original" else said)
    photo.refresh_from_db()
    assert photo.sharing == Sharing.UNDECIDED


def test_a_file_without_a_copy_cannot_be_confirmed(photo: Exhibit) -> None:
    with pytest.raises(services.Changed):
        services.confirm(photo, "")


def test_nothing_to_hide_still_gives_a_new_file(case: Case, photo: Exhibit) -> None:
    services.share_whole(photo)
    (shared,) = selectors.shareable(case)
    assert shared.sharing == Sharing.WHOLE
    assert content(shared) != corpus.with_exif()
    assert not Image.open(io.BytesIO(content(shared))).getexif()


def test_nothing_to_hide_is_not_taken_where_boxes_were_drawn(photo: Exhibit) -> None:
    draw(photo, HALF)
    with pytest.raises(services.HasBoxes):
        services.share_whole(photo)
    assert Cover.objects.count() == 1


def test_what_is_kept_back_goes_to_nobody_and_needs_no_decision(case: Case, photo: Exhibit) -> None:
    services.share_whole(photo)
    services.keep_back(photo)
    assert (selectors.shareable(case), selectors.undecided(case)) == ([], [])
    services.reopen(photo)
    assert selectors.undecided(case) == [photo]


def test_other_boxes_take_the_copy_and_the_decision_back(
    case: Case, photo: Exhibit, django_capture_on_commit_callbacks: Any
) -> None:
    draw(photo, HALF)
    copy = services.make_copy(photo)
    services.confirm(copy, copy.shared_sha256)
    with django_capture_on_commit_callbacks(execute=True):
        draw(photo, HALF, Drawn(0, 0, 500, 500))
    photo.refresh_from_db()
    assert (photo.sharing, photo.shared_sha256, photo.shared_size) == ("", "", None)
    assert not default_storage.exists(copy.shared_name)
    assert selectors.shareable(case) == []


def test_a_copy_made_while_the_older_one_is_still_being_deleted_stays(
    photo: Exhibit, django_capture_on_commit_callbacks: Any
) -> None:
    first = services.share_whole(photo)
    with django_capture_on_commit_callbacks() as late:
        services.reopen(photo)
    again = services.share_whole(photo)
    assert again.shared_sha256 == first.shared_sha256
    for act in late:
        act()
    assert hashlib.sha256(content(again)).hexdigest() == again.shared_sha256
    assert not default_storage.exists(first.shared_name)


def test_a_copy_made_over_another_takes_its_place(
    photo: Exhibit, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.make_copy(photo)
        last = services.make_copy(photo)
    assert [name for name in everything_in(storage) if ".shared" in name] == [last.shared_name]


def test_the_same_boxes_again_change_nothing(photo: Exhibit) -> None:
    draw(photo, HALF)
    copy = services.make_copy(photo)
    services.confirm(copy, copy.shared_sha256)
    draw(photo, HALF)
    photo.refresh_from_db()
    assert photo.sharing == Sharing.COVERED


def test_a_removed_exhibit_is_not_shared(case: Case, photo: Exhibit) -> None:
    services.share_whole(photo)
    evidence.remove(photo)
    assert selectors.shareable(case) == []
    with pytest.raises(services.Changed):
        services.keep_back(photo)


def test_every_decision_leaves_counts_in_the_history_and_no_words(case: Case, chat: Exhibit) -> None:
    services.save_runs(chat, [Hidden(4, 2, "person")], expected=selectors.token(chat))
    copy = services.make_copy(chat)
    services.confirm(copy, copy.shared_sha256)
    services.reopen(chat)
    services.keep_back(chat)
    events = Event.objects.filter(case=case, kind__startswith="exhibit_")
    kinds = [event.kind for event in events.order_by("seq")]
    assert kinds == ["exhibit_shared", "exhibit_share_withdrawn", "exhibit_kept_back"]
    shared = events.get(kind="exhibit_shared")
    assert shared.data == {"exhibit": str(chat.pk), "boxes": 1, "sha256": copy.shared_sha256}


# what cannot be ---------------------------------------------------------------------------------------


def test_two_windows_do_not_write_over_each_other(photo: Exhibit) -> None:
    token = selectors.token(photo)
    draw(photo, HALF)
    with pytest.raises(services.Changed):
        services.save_boxes(photo, 0, [], expected=token)
    assert Cover.objects.count() == 1


def test_boxes_that_change_while_the_copy_is_made_are_noticed(
    photo: Exhibit, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = services.copies.write

    def slow(exhibit: Exhibit, out: Any) -> None:
        real(exhibit, out)
        draw(exhibit, HALF)

    monkeypatch.setattr(services.copies, "write", slow)
    with pytest.raises(services.Changed):
        services.make_copy(photo)
    photo.refresh_from_db()
    assert photo.shared_sha256 == ""
    assert not any(".shared" in name for name in everything_in(storage))


def test_too_many_boxes_are_refused_and_the_kept_ones_stay(letter: Exhibit) -> None:
    draw(letter, HALF)
    many = [Drawn(0, y, 100, 10) for y in range(services.MAX_BOXES)]
    with pytest.raises(services.TooMany):
        draw(letter, *many, page=1)
    assert Cover.objects.count() == 1


def test_two_hundred_boxes_are_burnt(photo: Exhibit) -> None:
    places = itertools.product(range(0, 10_000, 1_000), range(0, 10_000, 500))
    draw(photo, *(Drawn(x, y, 300, 200) for x, y in places))
    assert Cover.objects.count() == services.MAX_BOXES
    assert copied(photo)


def test_a_locked_case_takes_no_decision(case: Case, photo: Exhibit) -> None:
    case_services.move(case, State.SETTLED)
    photo = Exhibit.objects.get(pk=photo.pk)
    for decide in (services.share_whole, services.keep_back, services.reopen, services.make_copy):
        with pytest.raises(guards.Barred):
            decide(photo)


def test_a_failure_of_the_child_leaves_nothing(
    photo: Exhibit, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(storage.rglob("*"))

    def fail(*_args: Any) -> None:
        raise Refused("too_complex")

    monkeypatch.setattr(services.copies.runner, "burn", fail)
    with pytest.raises(Refused):
        services.make_copy(photo)
    assert sorted(storage.rglob("*")) == before


# suggestions in pictures ------------------------------------------------------------------------------


@pytest.fixture
def read(photo: Exhibit) -> Exhibit:
    lines = [
        {"page": 0, "text": "收货人电话13812345678", "box": [1000, 2000, 6000, 300], "confidence": 90},
        {"page": 0, "text": "实付 ¥199.00", "box": [1000, 3000, 3000, 300], "confidence": 99},
        {"page": 1, "text": "电话13812345678", "box": [0, 0, 6000, 300], "confidence": 90},
    ]
    Reading.objects.create(exhibit=photo, state="done", lines=lines)
    return photo


def test_a_number_that_was_read_is_offered_at_its_place(read: Exhibit) -> None:
    (offer,) = selectors.picture_suggestions(read)
    assert (offer.text, offer.reason) == ("13812345678", "phone")
    x, y, width, height = offer.box
    # Five wide characters, then eleven narrow ones, a little room around them.
    assert 3_300 <= x <= 3_800
    assert 6_900 <= x + width <= 7_000
    assert y < 2_000
    assert y + height > 2_300


def test_the_consumers_own_address_is_offered(case: Case, read: Exhibit) -> None:
    case_services.set_party(case, "consumer", address="某某家属院旁边")
    Reading.objects.update(lines=[{"page": 0, "text": "送到某某家属院旁边吧", "box": [0, 0, 9000, 300]}])
    read = Exhibit.objects.get(pk=read.pk)
    assert [offer.reason for offer in selectors.picture_suggestions(read)] == ["address"]


@pytest.mark.parametrize("state", ["waiting", "failed"])
def test_nothing_is_offered_before_it_was_read(read: Exhibit, state: str) -> None:
    Reading.objects.update(state=state)
    assert selectors.picture_suggestions(read) == []


@pytest.mark.parametrize(
    ("box", "start", "length"),
    [((0, 0, 10_000, 100), 0, 4), ((9_000, 9_950, 1_000, 50), 2, 2), ((0, 0, 1, 1), 3, 1)],
)
def test_a_share_of_a_line_stays_on_the_page(box: Any, start: int, length: int) -> None:
    x, y, width, height = share_of_line("电话12", box, start, length)
    assert x >= 0 and y >= 0 and width >= 1 and height >= 1
    assert x + width <= 10_000 and y + height <= 10_000
