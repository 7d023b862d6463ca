#!/usr/bin/env python
"""Is every text of the site translated? Extracts the texts anew and compares them with the catalogue.

Exit code 1 and a list of what is missing, doubtful (fuzzy), breaks a placeholder, calls a thing by a
second name (docs/words.md), or speaks of a shop where a person sold (claimguide/cases/wording.py).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
# The words of a case whose seller is a private person: whatever the main catalogue says of a shop, and more.
OF_PERSON = Path("locale/zh_Hans-x-person/LC_MESSAGES/django.po")
SHOP = "商家"
SOURCES = ("claimguide", "templates", "manage.py", "locale")
WORDS = Path("docs/words.md")
# Rows of its table: | 恢复码 | 找回码, 取回码 | ...
ROW = re.compile(r"^\| (?P<use>[^|]*[\u4e00-\u9fff][^|]*) \| (?P<avoid>[^|]+) \|", re.MULTILINE)
# msgctxt, msgid, msgid_plural: what makes an entry one and the same in two catalogues.
ENTRY = re.compile(r'^(?:msgctxt (?P<context>(?:".*"\s*)+))?msgid (?P<id>(?:".*"\s*)+)', re.MULTILINE)


def entries(catalogue: str) -> set[tuple[str, str]]:
    """The (context, text) pairs of a catalogue in msgcat's normal form, the header left out."""
    found = {(join(m["context"]), join(m["id"])) for m in ENTRY.finditer(catalogue)}
    return found - {("", "")}


def join(quoted: str | None) -> str:
    return "".join(re.findall(r'"(.*)"', quoted or ""))


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def extracted() -> set[tuple[str, str]]:
    """The texts of the sources as they are now, extracted in a copy so that nothing here changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            else:
                shutil.copy(source, copy / name)
        command = ("django-admin", "makemessages", "-l", "zh_Hans", "--no-location", "--no-wrap")
        run(str(Path(sys.executable).with_name(command[0])), *command[1:], cwd=copy)
        return entries(run("msgattrib", "--no-obsolete", "--no-wrap", str(copy / CATALOGUE)))


def second_names(catalogue: str) -> list[str]:
    """Texts of the catalogue that call a thing by another name than the word list does."""
    rows = [
        (m["use"], name.strip())
        for m in ROW.finditer((ROOT / WORDS).read_text("utf-8"))
        for name in m["avoid"].split(",")
    ]
    texts = [line for line in catalogue.splitlines() if not line.startswith(("#", "msgid"))]
    return [f"{name}, which is {use} here: {text}" for text in texts for use, name in rows if name in text]


def without_a_person(there: set[tuple[str, str]]) -> list[str]:
    """What the words for a private seller lack of the main catalogue, or hold beside it."""
    run("msgfmt", "--check-format", "-o", "/dev/null", str(OF_PERSON))
    held = entries(run("msgcat", "--no-wrap", str(OF_PERSON)))
    of_shops = entries(run("msggrep", "--no-wrap", "--msgstr", "-e", SHOP, str(CATALOGUE)))
    lacking = [f"not in {OF_PERSON}: {text}" for _context, text in sorted(of_shops - held)]
    return lacking + [f"only in {OF_PERSON}: {text}" for _context, text in sorted(held - there)]


def main() -> None:
    if shutil.which("msgattrib") is None:
        sys.exit("gettext is not installed")
    problems: list[str] = []
    path = str(CATALOGUE)
    run("msgfmt", "--check", "-o", "/dev/null", path)
    there = entries(run("msgattrib", "--no-obsolete", "--no-wrap", path))
    untranslated = entries(run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", path))
    fuzzy = entries(run("msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", path))
    problems += second_names(run("msgcat", "--no-wrap", path))
    wanted = extracted()
    problems += [f"not in the catalogue: {text}" for _context, text in sorted(wanted - there)]
    problems += [f"no longer used: {text}" for _context, text in sorted(there - wanted)]
    problems += without_a_person(there)
    problems += [f"not translated: {text}" for _context, text in sorted(untranslated)]
    problems += [f"doubtful (fuzzy): {text}" for _context, text in sorted(fuzzy)]
    print("\n".join(problems) or f"{len(there)} texts, all translated")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
