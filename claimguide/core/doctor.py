"""What is missing or wrong with this installation, in words for the person who runs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.checks import ERROR, CheckMessage, run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from . import health
from .checks import SERVICES, SITE


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `serious` is None for what is in order."""

    text: str
    hint: str = ""
    serious: bool | None = None


def examine() -> Iterator[Finding]:
    """Everything the doctor looks at, one finding after the other."""
    here = run_checks(tags=[SITE])
    yield from _findings(here, _("Libraries, fonts, folders and settings are in order."))
    yield from _tools()
    yield from _database()
    services = [message for check in SERVICES for message in check()]
    yield from _findings(services, _("The broker answers and the letter engine passes its self-test."))


def _findings(messages: Sequence[CheckMessage], all_well: str) -> Iterator[Finding]:
    for message in messages:
        yield _finding(message)
    if not messages:
        yield Finding(all_well)


def _finding(message: CheckMessage) -> Finding:
    return Finding(message.msg, message.hint or "", message.level >= ERROR)


def _tools() -> Iterator[Finding]:
    if shutil.which("msgfmt") is None:
        yield Finding(
            _("Translations cannot be compiled: msgfmt is missing."), _("Install the package gettext."), False
        )


def _database() -> Iterator[Finding]:
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error:
        yield Finding(
            _("The database does not answer."), _("Check the POSTGRES_ settings and that it runs."), True
        )
        return
    if behind:
        yield Finding(_("The tables are not up to date."), _("Run: manage.py prepare"), True)
        return
    yield Finding(_("The database (%(kind)s) answers and is up to date.") % {"kind": connection.vendor})
    yield from _waiting(health.examine())


def _waiting(report: dict[str, object]) -> Iterator[Finding]:
    oldest, failed = report["oldest_pending_seconds"], report["failed_jobs"]
    if not report["storage"]:
        yield Finding(
            _("The storage for exhibits and letters is not there."),
            _("Mount it, or run: manage.py prepare"),
            True,
        )
    if isinstance(oldest, int) and oldest > health.OLDEST_PENDING_SECONDS:
        yield Finding(
            _("An order has been waiting for %(seconds)d seconds.") % {"seconds": oldest},
            _("Are worker and sweeper running?"),
            False,
        )
    if report["integrity_faults"]:
        yield Finding(
            _("Files, rows or histories that are not what they were: %(count)s.")
            % {"count": report["integrity_faults"]},
            _("See which with: manage.py verify_integrity"),
            True,
        )
    if failed:
        yield Finding(
            _("Orders that failed: %(count)d.") % {"count": failed},
            _("See them in the staff desk and give them again from there."),
            False,
        )
