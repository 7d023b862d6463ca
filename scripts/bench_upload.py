"""What a file of 100 MB in pieces costs the web process: its peak memory, and the time until it is sealed.

    scripts/python.sh scripts/bench_upload.py [MB] [--json]

`make bench` calls it with --json. A site of its own runs in a throw-away folder. What is sent is no film, so
the worker refuses it afterwards.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
PIECE = 5 * 1024 * 1024
# The first box of an MP4, which is all that is looked at before the worker decodes it.
HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
LIMIT_MB = 120


def measure(megabytes: int) -> dict[str, float]:
    """Seconds, and megabytes of the web process before and at most."""
    sys.path.insert(0, str(ROOT))
    from tests.e2e.served import ServedSite

    os.environ["WEB_CONCURRENCY"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        site = ServedSite(Path(folder))
        site.start()
        try:
            before = _peak(site.process.pid)
            seconds = _send(site.port, megabytes * 1024 * 1024)
            after = _peak(site.process.pid)
        finally:
            site.stop()
    return {"seconds": seconds, "before_mb": before, "peak_mb": after}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("megabytes", nargs="?", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="figures only")
    options = parser.parse_args()
    found = measure(options.megabytes)
    if options.json:
        print(json.dumps(found))
        return 0
    kept = "kept" if found["peak_mb"] <= LIMIT_MB else "MISSED"
    print(
        f"{options.megabytes} MB in pieces: {found['seconds']:.1f} s, web process {found['before_mb']:.0f} MB"
        f" before, {found['peak_mb']:.0f} MB at most ({kept}: {LIMIT_MB} MB)"
    )
    return 0


def _send(port: int, size: int) -> float:
    browser = Browser(port)
    home = browser.ask("GET", "/")[2].decode()
    _status, place, _body = browser.ask("POST", "/start/", _form(token=_token(home)))
    case = place.split("/exhibits")[0].split("/code")[0].rstrip("/")
    token = _token(browser.ask("GET", f"{case}/exhibits/")[2].decode())
    started = time.perf_counter()
    whole = hashlib.sha256()
    for start in range(0, size, PIECE):
        whole.update(_piece(start, size))
    said = _form(token=token, name="film.mp4", client_size=str(size), client_sha256=whole.hexdigest())
    upload = json.loads(browser.ask("POST", f"{case}/exhibits/uploads/", said)[2])
    place = f"{case}/exhibits/uploads/{upload['id']}/"
    for start in range(0, size, PIECE):
        piece = _piece(start, size)
        told = {"Piece-SHA256": hashlib.sha256(piece).hexdigest()}
        status, _place, body = browser.ask("POST", f"{place}{start}/", piece, token=token, **told)
        if status != 200:
            raise RuntimeError(f"piece at {start}: {status} {body[:200]!r}")
    status, _place, body = browser.ask("POST", f"{place}finish/", b"", token=token)
    if status != 200 or json.loads(body)["state"] != "received":
        raise RuntimeError(f"finish: {status} {body[:200]!r}")
    return time.perf_counter() - started


def _piece(start: int, size: int) -> bytes:
    data = hashlib.shake_128(str(start).encode()).digest(1024) * (PIECE // 1024)
    return ((HEAD if start == 0 else b"") + data)[: min(PIECE, size - start)]


def _form(token: str, **fields: str) -> bytes:
    return urlencode({"csrfmiddlewaretoken": token, **fields}).encode()


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("no form on the page")
    return found[1]


class Browser:
    """One kept connection and its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, token: str = "", **headers: str
    ) -> tuple[int, str, bytes]:
        """Status, where it sends to, and the body. With a `token` the body is bytes, without it a form."""
        kind = "application/octet-stream" if token else "application/x-www-form-urlencoded"
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()), "Content-Type": kind}
        self._connection.request(method, path, body, sent | headers | {"X-CSRFToken": token})
        response = self._connection.getresponse()
        answer = response.read()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return response.status, response.headers.get("Location", ""), answer


def _peak(supervisor: int) -> float:
    """The most memory (MB) any gunicorn process below `supervisor` has held."""
    found = subprocess.run(["pgrep", "-f", "gunicorn"], check=False, capture_output=True, text=True)
    pids = found.stdout.split()
    peaks = [0.0]
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        if status.exists() and _descends(int(pid), supervisor):
            peaks.append(int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1000)
    return max(peaks)


def _descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(re.search(r"PPid:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
        except FileNotFoundError:
            return False
    return False


if __name__ == "__main__":
    raise SystemExit(main())
