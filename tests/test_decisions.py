"""Decisions are named by their numbers, in the code too: each has one of its own, and its heading says it."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "decisions"


def test_each_decision_has_a_number_of_its_own() -> None:
    files = sorted(FOLDER.glob("*.md"))
    assert [file.name[:4] for file in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    headings = {file.name: file.read_text("utf-8").split()[1].rstrip(".:") for file in files}
    assert {name for name, number in headings.items() if number != name[:4]} == set()
