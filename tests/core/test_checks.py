"""What the doctor and the system checks notice, and in which words."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from claimguide.core import checks, doctor
from claimguide.core.prepare import STORAGE_MARKER, make_folders

STRONG = "k3J9-Q2xV7bN1mZ8cR5tY6uI0oP4aS-dFgHjKlWeRtZuIoPaSdFgH"


@pytest.fixture
def site_folder(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    private = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = settings.STORAGES | {"default": private}
    make_folders()
    return tmp_path


def ids(found: list) -> list[str]:
    return [message.id.removeprefix("claimguide.") for message in found]


def test_made_folders_are_in_order(site_folder: Path) -> None:
    assert checks.folders(None) == []
    for name in ("private", "uploads"):
        assert (site_folder / name).stat().st_mode & 0o777 == 0o700


def test_open_storage_is_noticed(site_folder: Path) -> None:
    (site_folder / "private").chmod(0o755)
    assert ids(checks.folders(None)) == ["W004"]


def test_wrong_storage_is_noticed(site_folder: Path) -> None:
    (site_folder / "private" / STORAGE_MARKER).unlink()
    (site_folder / "private" / "something").touch()
    assert ids(checks.folders(None)) == ["W005"]


def test_unwritable_folder_is_noticed(site_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.os, "access", lambda *_: False)
    assert set(ids(checks.folders(None))) == {"E001"}


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "library_loads", lambda name, major: name == "fontconfig")
    monkeypatch.setattr(checks.sys, "platform", "linux")
    found = checks.libraries(None)
    assert ids(found) == ["W001", "W002"]
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in found[0].hint
    assert "libharfbuzz-subset0" in found[1].hint


def test_missing_fonts_are_noticed(settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert ids(checks.fonts(None)) == ["W003"]


@pytest.mark.parametrize(
    ("debug", "hosts", "expected"),
    [
        (True, ["127.0.0.1", "localhost"], []),
        (True, ["claims.example.org"], ["E002"]),
        (True, ["*"], ["E002"]),
        (False, ["claims.example.org"], []),
    ],
)
def test_debug_pages_stay_on_this_machine(settings, site_folder, debug, hosts, expected) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = debug, hosts
    assert ids(checks.dangerous_settings(None)) == expected


@pytest.mark.parametrize(
    ("secret", "expected"),
    [(STRONG, []), ("short", ["E003"]), ("x" * 60, ["E003"]), ("change-me-" + STRONG, ["E003"])],
)
def test_weak_secret_is_refused_in_production(settings, site_folder, secret, expected) -> None:
    settings.DEPLOYED = True
    settings.SECRET_KEY = secret
    assert ids(checks.dangerous_settings(None)) == expected


def test_readable_key_file_is_noticed(settings, site_folder: Path) -> None:
    key = site_folder / "secret.key"
    key.touch(mode=0o644)
    key.chmod(0o644)
    assert ids(checks.dangerous_settings(None)) == ["E004"]
    key.chmod(0o600)
    assert checks.dangerous_settings(None) == []


def test_broker_is_not_asked_with_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(checks, "connect_broker", lambda: asked.append(1))
    run_checks(databases=["default"])
    assert asked == []
    assert checks.broker_answers() == []
    assert asked == [1]


def test_dead_broker_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(checks, "connect_broker", refuse)
    assert ids(checks.broker_answers()) == ["W006"]


def test_failing_self_test_is_noticed(settings) -> None:
    settings.SELF_TESTS = ["tests.core.test_checks.failing", "tests.core.absent.nothing"]
    found = checks.self_tests()
    assert ids(found) == ["E005"]
    assert "no fonts" in found[0].msg


def failing() -> None:
    raise RuntimeError("no fonts")


@pytest.fixture
def well(site_folder: Path, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """A machine on which everything is in order."""
    monkeypatch.setattr(checks, "library_loads", lambda name, major: True)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    settings.SELF_TESTS = []


def ask_doctor(language: str = "en") -> str:
    out = StringIO()
    call_command("doctor", "--language", language, stdout=out, no_color=True)
    return out.getvalue()


@pytest.mark.django_db
def test_doctor_finds_nothing_where_all_is_well(well, settings) -> None:
    (Path(settings.BASE_DIR, "static", "fonts")).mkdir(exist_ok=True)
    report = ask_doctor()
    assert "✗" not in report
    assert "The database (sqlite) answers" in report or "The database (postgresql) answers" in report


@pytest.mark.django_db
def test_doctor_fails_on_what_is_serious_and_says_what_to_do(well, site_folder: Path) -> None:
    (site_folder / "secret.key").touch(mode=0o644)
    (site_folder / "secret.key").chmod(0o644)
    with pytest.raises(SystemExit) as stop:
        ask_doctor()
    assert stop.value.code == 1
