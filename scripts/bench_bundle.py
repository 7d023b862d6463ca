"""What a bundle costs: 30 photographs of 12 megapixels and 3 PDFs of together 42 pages.

    scripts/python.sh scripts/bench_bundle.py

The photographs are drawn here, with the noise of a telephone's camera, because smooth pictures would be too
easy. They go through the same decoder as an upload. The bundle is then made in a process of its own, as a
worker makes it: time from the claimed order to the finished row, and the most memory that process held.
Then it goes into a dossier, once as a PDF and once as a ZIP, each in a process of its own too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PHOTOGRAPHS, PAGES = 30, (6, 12, 24)
SIZE = (4032, 3024)
DISTINCT = 5


def _photograph(seed: int) -> Any:
    """Large shapes, texture, and the grain of a small sensor."""
    from PIL import Image, ImageChops

    dice = random.Random(seed)  # noqa: S311 - a picture, not a secret
    shapes = Image.frombytes("RGB", (16, 12), dice.randbytes(16 * 12 * 3)).resize(SIZE, 3)
    texture = Image.frombytes("L", (504, 378), dice.randbytes(504 * 378)).resize(SIZE, 3)
    picture = Image.blend(shapes, texture.convert("RGB"), 0.16)
    grain = Image.effect_noise(SIZE, 14).convert("RGB")
    return ImageChops.add(picture, grain, scale=1, offset=-128)


def _photographs() -> list[bytes]:
    """Files as a telephone writes them; each picture four ways round, which a hash tells apart."""
    from PIL import Image

    files: list[bytes] = []
    for seed in range(DISTINCT):
        picture = _photograph(seed)
        for turn in range(PHOTOGRAPHS // DISTINCT):
            seen = picture.transpose(Image.Transpose(turn)) if turn else picture
            out = io.BytesIO()
            seen.save(out, "JPEG", quality=92)
            files.append(out.getvalue())
    return files


def _document(pages: int) -> bytes:
    from claimguide.core.typeset.engine import render_pdf

    line = "样品经检测，折射率与密度均不符合天然翡翠的特征，结论见末页，检测依据为国家标准。"
    rows = "".join(f'<p class="para">{n + 1}. {line}</p>' for n in range(15))
    body = "".join(f'<div class="page"><h2>第{n + 1}部分</h2>{rows}</div>' for n in range(pages))
    article = f'<article class="letter" lang="zh-CN" data-facts="报告" data-notice="">{body}</article>'
    data = render_pdf(article, title=f"{pages}", created=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    return _cut(data, pages)


def _cut(data: bytes, pages: int) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[pages:]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _prepare() -> str:
    """A case with all its exhibits, and an order for its bundle; returns the bundle's id."""
    import django

    django.setup()
    from django.core.management import call_command

    from claimguide.cases import services as cases
    from claimguide.evidence.bundle import services

    call_command("migrate", verbosity=0)
    case = cases.open_case()
    cases.set_party(case, "consumer", name="沈敏怡")
    for data in _photographs():
        _enter(case, data, "jpeg")
    for pages in PAGES:
        _enter(case, _document(pages), "pdf")
    return str(services.order(case, "sealed").pk)


def _enter(case: Any, data: bytes, kind: str) -> None:
    from claimguide.cases.services import record
    from claimguide.evidence import vault
    from claimguide.evidence.inspect import runner
    from claimguide.evidence.models import Exhibit, ExhibitProof

    place = case.exhibits.count() + 1
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        decoded = runner.decode(Path(file.name), kind)
    exhibit = Exhibit(
        case=case,
        position=place,
        state="clean",
        kind=kind,
        title=f"证据照片{place}",
        original_name=f"IMG_{place:04d}.{kind}",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sm3=hashlib.new("sm3", data).hexdigest(),
        source="photo",
    )
    vault.store(exhibit.storage_name, data)
    vault.store(exhibit.preview_name, decoded.preview)
    exhibit.save(force_insert=True)
    ExhibitProof.objects.create(exhibit=exhibit, element="defect")
    record(case, "exhibit_added", exhibit=str(exhibit.pk), sha256=exhibit.sha256, size=exhibit.size)


def _make(bundle_id: str) -> dict[str, float]:
    """Make the bundle as a warm worker does."""
    import django

    django.setup()
    from claimguide.core import jobs
    from claimguide.core.typeset.engine import warm_up
    from claimguide.evidence.models import Bundle

    warm_up()
    job = Bundle.objects.get(pk=bundle_id).job
    if job is None:
        raise RuntimeError("no order")
    before, started, worked = peak_mb(), time.perf_counter(), time.process_time()
    jobs.run(job.pk)
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    made = Bundle.objects.get(pk=bundle_id)
    if made.state != "ready":
        raise RuntimeError(made.job.last_error if made.job else "no order")
    return {
        "seconds": seconds,
        "cpu_seconds": busy,
        "peak_mb": peak_mb(),
        "before_mb": before,
        "pdf_mb": (made.pdf_size or 0) / 1e6,
        "zip_mb": (made.zip_size or 0) / 1e6,
        "pages": made.pdf_pages or 0,
    }


def _gather(bundle_id: str, form: str) -> dict[str, float]:
    """Put the bundle into a dossier as a warm worker does."""
    import django

    django.setup()
    from claimguide.core import jobs
    from claimguide.core.typeset.engine import warm_up
    from claimguide.dossier import papers, services
    from claimguide.dossier.models import Dossier
    from claimguide.evidence.models import Bundle

    warm_up()
    case = Bundle.objects.get(pk=bundle_id).case
    ordered = services.order(case, papers.bundles(case), form=form, with_timeline=True)
    if ordered.job is None:
        raise RuntimeError("no order")
    before, started = peak_mb(), time.perf_counter()
    jobs.run(ordered.job.pk)
    seconds, made = time.perf_counter() - started, Dossier.objects.get(pk=ordered.pk)
    if made.state != "ready":
        raise RuntimeError(made.job.last_error if made.job else "no order")
    values = {"seconds": seconds, "peak_mb": peak_mb(), "before_mb": before, "mb": (made.size or 0) / 1e6}
    return {f"{form}_dossier_{name}": value for name, value in values.items()}


def peak_mb() -> float:
    """The most memory this program held; what its parent held is not counted where the system can tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bench_bundle() -> dict[str, float]:
    """Seconds, peak MB, sizes in MB, pages; in processes and a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="claimguide-bundle-"))
    environment = {**os.environ, "CLAIMGUIDE_VAR_DIR": str(folder)}
    environment |= {"DJANGO_SETTINGS_MODULE": "claimguide.settings.dev", "PYTHONPATH": str(ROOT)}
    try:
        bundle_id = _step(environment, "prepare")
        steps = (["make", bundle_id], ["gather", bundle_id, "pdf"], ["gather", bundle_id, "zip"])
        found: dict[str, float] = {}
        for step in steps:
            found |= json.loads(_step(environment, *step))
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _step(environment: dict[str, str], *words: str) -> str:
    """One step in a process of its own; returns the last line it says."""
    command = [sys.executable, str(Path(__file__)), *words]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


def main() -> int:
    if sys.argv[1:2] == ["prepare"]:
        print(_prepare())
    elif sys.argv[1:2] == ["make"]:
        print(json.dumps(_make(sys.argv[2])))
    elif sys.argv[1:2] == ["gather"]:
        print(json.dumps(_gather(*sys.argv[2:4])))
    else:
        for name, value in bench_bundle().items():
            print(f"{name:<24}{value:>10.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
