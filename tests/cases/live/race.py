"""Several writers record events of one case at once, over connections of their own. Run by test_race.py.

Prints what became of the chain as JSON; the database is the one of the environment.
"""

from __future__ import annotations

import datetime as dt
import json
import threading

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError, connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

from claimguide.cases import chain, erasure, services  # noqa: E402
from claimguide.cases.models import Case  # noqa: E402

WRITERS, ROUNDS = 4, 6


def write(case: Case, name: str, ready: threading.Barrier, faults: list[str]) -> None:
    """Events in transactions of their own, and in longer ones that read the case first."""
    ready.wait()
    try:
        for n in range(ROUNDS):
            with transaction.atomic():
                Case.objects.get(pk=case.pk)
                services.record(case, "trial", writer=name, n=n)
            services.record(case, "trial", writer=name, n=n)
    except Exception as error:
        faults.append(repr(error))
    finally:
        connection.close()


def before_the_chain() -> Case:
    """A case with three events as they were before events were chained: the last one is of days ago."""
    call_command("migrate", "cases", "0001", verbosity=0)
    tables = MigrationExecutor(connection).loader.project_state([("cases", "0001_initial")]).apps
    case = tables.get_model("cases", "Case").objects.create(number="CG20261101-AAAAA", resume_hash="x")
    staff = tables.get_model("auth", "User").objects.create(username="desk", last_login=timezone.now())
    events = tables.get_model("cases", "Event").objects
    events.create(case=case, kind="opened", data={"b": 1, "区": [1, None]})
    events.create(case=case, kind="viewed", actor_id=staff.pk)
    events.create(case=case, kind="letter_ready", at=timezone.now() - dt.timedelta(days=3))
    return Case(pk=case.pk, number=case.number)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


def main() -> dict[str, object]:
    older = before_the_chain()
    call_command("migrate", verbosity=0)
    chained = [(link["kind"], link["actor"]) for link in chain.links(older)]
    services.record(Case.objects.get(pk=older.pk), "later")
    case = services.open_case()
    ready, faults = threading.Barrier(WRITERS), list[str]()
    threads = [threading.Thread(target=write, args=(case, f"t{i}", ready, faults)) for i in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said: dict[str, object] = {
        "vendor": connection.vendor,
        "faults": faults,
        "count": chain.head(case).count,
        "wrong": [
            fault.code
            for each in (case, older)
            for fault in chain.verify(chain.links(each), chain.head(each))
        ],
        "older": chained,
        "later": chain.head(older).count,
        "refused": [
            refused("UPDATE cases_event SET kind = 'x'"),
            refused("DELETE FROM cases_event"),
        ],
    }
    erasure.erase(case)
    said["left"] = chain.head(case).count
    return said


if __name__ == "__main__":
    print(json.dumps(main()))
