"""`make lighthouse`: what Lighthouse says of the site's pages on a phone, beside what it should say.

    make lighthouse                   three runs of each page, the middle score counts
    make lighthouse ARGS="--runs 1"   faster
    make lighthouse ARGS="--write"    also keep the table in docs/benchmarks.md

The web process runs as in production: settings/prod.py, gunicorn, compressed files, told by a header that the
browser came over https. Lighthouse slows processor and network down to those of a middling phone. A busy
machine costs points of performance; the other scores do not depend on it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from throw_away import served_away  # noqa: E402

LIGHTHOUSE = ROOT / "var" / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
REPORTS = ROOT / "var" / "lighthouse"
TABLE = ROOT / "docs" / "benchmarks.md"
MARK, END = "<!-- lighthouse -->", "<!-- end of lighthouse -->"
# Pages of a case are none that a search engine should know: no target for "seo".
LEAST: dict[str, int] = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 0}
START_SECONDS = 60.0


@dataclass(frozen=True)
class Scores:
    """The middle of each score over the runs, and the audits that cost points in the last of them."""

    name: str
    scores: dict[str, int]
    lost: tuple[str, ...]

    @property
    def kept(self) -> bool:
        return all(self.scores[each] >= least for each, least in LEAST.items())


@contextmanager
def deployed(folder: Path) -> Iterator[str]:
    """The web process with the settings of production on the data of a site that is served from `folder`."""
    from django.conf import settings

    from tests.e2e.served import free_port

    port, log = free_port(), folder / "deployed.log"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "claimguide.settings.prod",
        "SECRET_KEY": settings.SECRET_KEY,
        "CLAIMGUIDE_SIGNING_KEY": str(settings.SIGNING_KEY),
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    with log.open("wb") as out:
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _await(port, web, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait()


def _await(port: int, web: subprocess.Popen[bytes], log: Path) -> None:
    from tests.e2e.served import answers

    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if web.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the web process did not start:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)


def pages(told: Any) -> dict[str, str]:
    from django.urls import reverse

    case, letter = told.whole, told.whole.letters.get(kind="seller")
    return {
        "home": reverse("core:home"),
        "task list": reverse("guide:case", args=[case.pk]),
        "question page": reverse("guide:page", args=[case.pk, "law", "story"]),
        "letter": reverse("letters:status", args=[case.pk, letter.kind, letter.pk]),
    }


def look(name: str, url: str, headers: Path, runs: int) -> Scores:
    found: dict[str, list[int]] = {each: [] for each in LEAST}
    for _run in range(runs):
        report = _report(name, url, headers)
        for each in LEAST:
            found[each].append(round(100 * (report["categories"][each]["score"] or 0)))
    scores = {each: round(statistics.median(values)) for each, values in found.items()}
    return Scores(name, scores, tuple(_lost(report)))


def _report(name: str, url: str, headers: Path) -> dict[str, Any]:
    """Run it once; its page of results stays in var/lighthouse."""
    from tests.plugins.browser import CHROMIUM

    stem = REPORTS / name.replace(" ", "-")
    command = [
        *("node", str(LIGHTHOUSE), url, f"--extra-headers={headers}", "--quiet"),
        f"--only-categories={','.join(LEAST)}",
        # Asked for without the header, so that it is sent on to https.
        "--skip-audits=robots-txt",
        "--enable-error-reporting=false",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --lang=zh-CN",
        *("--output=json", "--output=html", f"--output-path={stem}"),
    ]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": str(CHROMIUM)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(Path(f"{stem}.report.json").read_text("utf-8"))
    return report


def _lost(report: dict[str, Any]) -> Iterator[str]:
    for category in LEAST:
        for each in report["categories"][category]["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['title']} ({audit.get('displayValue') or audit['score']})"


def measure(runs: int) -> Iterator[Scores]:
    with served_away() as _url:
        import site_pages
        from django.conf import settings

        told = site_pages.tell()
        headers = settings.VAR_DIR / "headers.json"
        sent = {"Cookie": f"__Host-sid={told.cookie}", "X-Forwarded-Proto": "https"}
        headers.write_text(json.dumps(sent), "utf-8")
        with deployed(settings.VAR_DIR) as url:
            for name, address in pages(told).items():
                yield look(name, url + address, headers, runs)


def write(found: list[Scores]) -> None:
    """Put the table into docs/benchmarks.md between its marks; what stands around it stays."""
    before, _, rest = TABLE.read_text("utf-8").partition(MARK)
    rows = [f"| page | {' | '.join(LEAST)} |", f"|---|{'---:|' * len(LEAST)}"]
    rows += [f"| {each.name} | {' | '.join(str(each.scores[s]) for s in LEAST)} |" for each in found]
    rows.append(f"| least | {' | '.join(str(least or '') for least in LEAST.values())} |")
    TABLE.write_text(f"{before}{MARK}\n\n" + "\n".join(rows) + f"\n\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each page (default: 3)")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    options = parser.parse_args()
    REPORTS.mkdir(parents=True, exist_ok=True)
    print(f"{'':<16}" + "".join(f"{each:>16}" for each in LEAST), flush=True)
    found = []
    for each in measure(options.runs):
        found.append(each)
        print(f"{each.name:<16}" + "".join(f"{each.scores[s]:>16}" for s in LEAST), flush=True)
        print("".join(f"    {line}\n" for line in each.lost), end="", flush=True)
    if options.write:
        write(found)
    missed = [each.name for each in found if not each.kept]
    print(f"Missed: {', '.join(missed)}. Reports: {REPORTS}" if missed else "All targets kept.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
