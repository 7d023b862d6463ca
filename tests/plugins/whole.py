"""A case with something of everything: answers, exhibits with files, a letter ready, events, notes, lists."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone
from PIL import Image

from claimguide.cases import services
from claimguide.cases.models import Case, Draft, MediaLink, Note, Submission, UnknownAnswer
from claimguide.core.models import Job
from claimguide.dossier.models import Dossier
from claimguide.evidence.models import Bundle, CopyOrder, DayLeaf, DayRoot, Exhibit, Reading, Upload
from claimguide.follow.services import set_watch
from claimguide.letters import services as letters
from claimguide.letters.models import LetterEdit, LetterVersion
from claimguide.letters.sheets import handover
from claimguide.letters.store import name_of

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
    "356bd30000000049454e44ae426082"
)


@contextmanager
def storage_in(folder: Path) -> Iterator[Path]:
    """Private storage and the folder of uploads in `folder`; gives the storage's."""
    stored, uploads = folder / "private", folder / "uploads"
    stored.mkdir()
    uploads.mkdir()
    own = FileSystemStorage(location=stored, file_permissions_mode=0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default_storage, "_wrapped", own)
        patch.setattr(site, "FILE_UPLOAD_TEMP_DIR", uploads)
        yield stored


@pytest.fixture
def private(tmp_path: Path) -> Iterator[Path]:
    """Private storage of this test alone; returns its folder."""
    with storage_in(tmp_path) as stored:
        yield stored


def seal(exhibit: Exhibit) -> Exhibit:
    """Give an exhibit the files it would have, without decoding anything."""
    for name in exhibit.file_names:
        default_storage.save(name, ContentFile(PIXEL))
    Exhibit.objects.filter(pk=exhibit.pk).update(sha256=hashlib.sha256(exhibit.pk.bytes).hexdigest())
    return exhibit


def read_in(exhibit: Exhibit) -> Reading:
    """A reading of the exhibit as the worker would leave it, with a picture to cut its one value out of."""
    reading = Reading.objects.create(exhibit=exhibit, state="done", engine="none", read_at=timezone.now())
    place = {"x": 100, "y": 100, "width": 500, "height": 200}
    words = {"field": "order_number", "value": "4203881937750026", "raw": "订单编号 4203881937750026"}
    reading.suggestions.create(position=0, confidence=96, **words, **place)
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(picture, "JPEG")
    default_storage.delete(exhibit.preview_name)
    default_storage.save(exhibit.preview_name, ContentFile(picture.getvalue()))
    return reading


def finish(version: LetterVersion) -> LetterVersion:
    """Give a letter a file as the worker would, without rendering anything."""
    data = b"%PDF-1.7 as if"
    sha256 = hashlib.sha256(data).hexdigest()
    name = default_storage.save(name_of(version.case_id, version.pk, sha256), ContentFile(data))
    LetterVersion.objects.filter(pk=version.pk).update(
        pdf_name=name, pdf_sha256=sha256, pdf_size=len(data), pdf_pages=1, finished_at=timezone.now()
    )
    now = timezone.now()
    Job.objects.filter(object_id=version.pk).update(state=Job.State.DONE, finished_at=now)
    return LetterVersion.objects.get(pk=version.pk)


def pack(case: Case) -> Bundle:
    """A bundle with files as the worker would leave it, without setting anything."""
    bundle = Bundle.objects.create(
        case=case, kind="sealed", number=1, content={}, content_sha256="0" * 64, case_version=1
    )
    values = {}
    for name in ("pdf", "zip"):
        data = f"as if {name}".encode()
        default_storage.save(getattr(bundle, f"{name}_name"), ContentFile(data))
        values |= {f"{name}_sha256": hashlib.sha256(data).hexdigest(), f"{name}_size": len(data)}
    Bundle.objects.filter(pk=bundle.pk).update(
        **values, pdf_pages=1, manifest_sha256="1" * 64, finished_at=timezone.now()
    )
    return bundle


def put_together(case: Case) -> Dossier:
    """A dossier with its file as the worker would leave it, without setting anything."""
    content = {"files": [], "timeline": None}
    dossier = Dossier.objects.create(
        case=case, form="pdf", number=1, content=content, content_sha256="0" * 64
    )
    data = b"as if a dossier"
    default_storage.save(dossier.stored_as, ContentFile(data))
    values = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pages": 1}
    Dossier.objects.filter(pk=dossier.pk).update(**values, finished_at=timezone.now())
    services.record(case, "dossier_ready", dossier=str(dossier.pk), sha256=values["sha256"])
    return dossier


def make_whole_case() -> Case:
    """A new case with rows in every table that hangs on one, and with files."""
    from tests.letters.stories import case_of, story

    told = story("bracelet")
    told.setdefault("exhibits", [("订单截图", "buying", 1)])
    # The stories number their cases by counting them.
    case = case_of(told, number=f"CG20261123-{uuid.uuid4().hex[:5].upper()}")
    for exhibit in Exhibit.objects.filter(case=case):
        seal(exhibit)
    first = Exhibit.objects.filter(case=case).order_by("position")[0]
    read_in(first)
    first.contact_proofs.create(contact=case.contacts.order_by("pk")[0])
    first.covers.create(x=1, y=2, width=3, height=4)
    first.text_covers.create(start=1, length=2)
    CopyOrder.objects.create(exhibit=first, plan="0" * 32, failure="too_complex")
    pack(case)
    finish(letters.order(case, "seller"))
    put_together(case)
    case.sender_addresses.create(email="shen@mail.example", code_hash="0" * 64)
    LetterEdit.objects.create(case=case, kind="seller", place="closing-0", was="x", now="我的话", added=True)
    version = LetterVersion.objects.get(case=case)
    version.files.create(form="large")
    version.mails.create(
        to="shop@mail.example",
        reply_to="shen@mail.example",
        subject="函",
        text="附件",
        consent="同意",
        state="failed",
    )
    letters.mark_sent(version, timezone.localdate(), "mail")
    handover.offer(case, "association")
    today = timezone.localdate()
    Note.objects.create(case=case, text="内部备注")
    Draft.objects.create(case=case, page="law/goods", data={"goods_name": ["半句话"]})
    UnknownAnswer.objects.create(case=case, key="seller_knew")
    Submission.objects.create(case=case, channel="platform", on=today, state="sent")
    MediaLink.objects.create(case=case, url="https://example.com/a", title="报道", published_on=today)
    upload = Upload.objects.create(case=case, name="录像.mp4", size=9, received=5, said={"name": "录像.mp4"})
    default_storage.save(upload.piece_name(0), ContentFile(b"begin"))
    sealed = {"root": "0" * 64, "leaf_count": 1, "key": "0" * 40, "signature": "0" * 128}
    day, _made = DayRoot.objects.get_or_create(day=today, defaults=sealed)
    DayLeaf.objects.create(day_root=day, position=day.leaves.count(), case=case, head="1" * 64, leaf="2" * 64)
    set_watch(case, ["refunds"], "none")
    case.proof_statuses.create(element="paying", have="have")
    services.record(case, "viewed")
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def whole_case(db: None, private: Path) -> Callable[[], Case]:
    """Call it for a new case with everything."""
    return make_whole_case
