"""What this room keeps, for cases.integrity: exhibits, copies, pieces of uploads, bundles, roots of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage

from claimguide.cases import chain
from claimguide.cases.integrity import Fault, Kept, Room
from claimguide.cases.models import Case
from claimguide.core import canonical

from . import days, stamps
from .models import ROOT, Bundle, DayLeaf, DayRoot, Exhibit, State, Upload
from .verify import verify_bundle as reader


def kept(case: Case) -> Iterator[Kept]:
    for exhibit in Exhibit.objects.filter(case=case):
        yield Kept(
            exhibit.storage_name,
            exhibit.size,
            exhibit.sha256,
            exhibit.sm3,
            needed=exhibit.state != State.REFUSED,
        )
        # Not every kind of file has these, and they can be made again.
        yield Kept(exhibit.preview_name, needed=False)
        yield Kept(exhibit.thumbnail_name, needed=False)
        if exhibit.shared_sha256:
            yield Kept(exhibit.shared_name, exhibit.shared_size, exhibit.shared_sha256, exhibit.shared_sm3)
    for upload in Upload.objects.filter(case=case):
        for name in upload.piece_names:
            yield Kept(name, needed=False)
    for bundle in Bundle.objects.filter(case=case):
        done = bundle.finished_at is not None
        yield Kept(bundle.pdf_name, bundle.pdf_size, bundle.pdf_sha256, needed=done)
        yield Kept(bundle.zip_name, bundle.zip_size, bundle.zip_sha256, needed=done)


def sound(file: Kept, sm3: str) -> None:
    """An exhibit from before SM3 was kept gets it, once its SHA-256 was found right."""
    key = file.name.rpartition("/")[2]
    if not file.sm3 and "." not in key:
        Exhibit.objects.filter(pk=key, sm3="").update(sm3=sm3)


def faults(case: Case) -> Iterator[Fault]:
    """Exhibits and roots of days against the history of the case."""
    links = chain.links(case)
    added = {
        (link["data"].get("exhibit"), link["data"].get("sha256"))
        for link in links
        if link["kind"] == "exhibit_added"
    }
    for exhibit in Exhibit.objects.filter(case=case, state=State.CLEAN):
        if (str(exhibit.pk), exhibit.sha256) not in added:
            yield Fault("exhibit-not-in-history", str(exhibit.pk), case.number)
    by_hash = {link["hash"]: link["seq"] for link in links}
    for leaf in DayLeaf.objects.filter(case=case).select_related("day_root"):
        count = by_hash.get(leaf.head, 0)
        if not count or leaf.leaf != days.leaf(case.number, leaf.head, count):
            yield Fault("root-not-of-this-history", str(leaf.day_root), case.number)


def site() -> Iterable[Fault]:
    """Every root of a day: its tree, its signature, its files, its stamp."""
    for root in DayRoot.objects.all().iterator(chunk_size=100):
        day = f"{root.day:%Y-%m-%d}"
        if days.expected_root(root) != root.root or root.leaves.count() != root.leaf_count:
            yield Fault("root-wrong", day)
        if not days.signature_holds(root):
            yield Fault("root-signature", day)
        yield from _root_files(root, day)
        if root.stamp and not _stamp_holds(root):
            yield Fault("root-stamp", day)


def _root_files(root: DayRoot, day: str) -> Iterator[Fault]:
    expected = {"json": canonical.dumps(days.root_file(root))}
    if root.stamp:
        expected["tsr"] = bytes(root.stamp)
    for ending, data in expected.items():
        name = f"{days.FOLDER}/{day}.{ending}"
        try:
            with default_storage.open(name) as file:
                there = file.read(len(data) + 1)
        except OSError:
            yield Fault("file-missing", name)
            continue
        # After a change of key the file keeps its old signature, and the row vouches for both.
        said = reader.parsed(there) if ending == "json" else None
        if there != data and reader.field(said, "root") != root.root:
            yield Fault("file-changed", name)


def _stamp_holds(root: DayRoot) -> bool:
    found = reader.stamped(bytes(root.stamp or b""))
    if found is None or found[0] != root.root:
        return False
    ca = stamps.certificate(root)
    # Without its certificate or openssl the signature in it cannot be looked at here.
    return reader.openssl_verifies(bytes(root.stamp or b""), root.root, ca) is not False


ROOM = Room(ROOT, kept, faults, site, sound)
