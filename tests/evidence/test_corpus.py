"""Good and hostile files, each judged by the very code of uploads and of `manage.py inspect_file`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from claimguide.evidence.inspect import signatures
from claimguide.evidence.inspect.verdicts import Verdict, judge

from . import corpus, corpus_media, corpus_pdfs, corpus_pictures, corpus_texts

MOST_MB = 300

Sample = tuple[str, Callable[[], bytes], str]
CLAIMS: dict[str, Sample] = {
    why: (name, lambda data=data: data, code) for why, (name, data, code) in corpus.CLAIMS.items()
}
# Why it is here: (name, how it is made, the expected reason or "ok").
CORPUS: dict[str, Sample] = {
    **corpus.DECODED,
    **corpus_pictures.PICTURES,
    **corpus_pdfs.PDFS,
    **corpus_media.MEDIA,
    **corpus_texts.TEXTS,
    **corpus_texts.NAMES,
    **CLAIMS,
}
SECRETS = (corpus.SECRET.encode(), b"SECRETPHONE", b"+31.2304", b"iPhone")


@pytest.fixture(scope="session")
def lying(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a sample, made once, under a name that says nothing."""
    folder, made = tmp_path_factory.mktemp("corpus"), {}

    def lie(why: str) -> Path:
        if why not in made:
            made[why] = folder / f"{len(made)}"
            made[why].write_bytes(CORPUS[why][1]())
        return made[why]

    return lie


@pytest.fixture
def leftovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_group_hides_files_of_another() -> None:
    groups: tuple[dict[str, Any], ...] = (
        corpus.DECODED,
        corpus_pictures.PICTURES,
        corpus_pdfs.PDFS,
        corpus_media.MEDIA,
        corpus_texts.TEXTS,
        corpus_texts.NAMES,
        corpus.CLAIMS,
    )
    assert len(CORPUS) == sum(map(len, groups)) >= 230


@pytest.mark.parametrize("why", CORPUS)
def test_the_verdict_is_right_and_the_cost_is_bounded(
    lying: Callable[[str], Path], leftovers: Path, why: str
) -> None:
    name, _make, code = CORPUS[why]
    verdict = judge(lying(why), name)
    assert (verdict.refused.code if verdict.refused else "ok") == code
    assert verdict.peak_mb < MOST_MB
    assert list(leftovers.iterdir()) == []
    if verdict.refused:
        assert verdict.decoded is None
        assert verdict.refused.message
    else:
        require_nothing_but_pixels(verdict)


def require_nothing_but_pixels(verdict: Verdict) -> None:
    assert verdict.decoded is not None
    assert verdict.kind is not None
    derived = (verdict.decoded.preview, verdict.decoded.thumbnail)
    has_pictures = verdict.kind.medium not in (signatures.Medium.TEXT, signatures.Medium.AUDIO)
    assert [bool(each) for each in derived] == [has_pictures] * 2
    for picture in filter(None, derived):
        with Image.open(io.BytesIO(picture), formats=["JPEG"]) as seen:
            seen.load()
            assert seen.mode == "RGB"
            assert not seen.getexif()
            assert not {"exif", "comment", "icc_profile", "xmp"} & set(seen.info)
        for secret in SECRETS:
            assert secret not in picture
    assert "31.2" not in str(verdict.decoded.found)
