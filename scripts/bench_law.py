"""How long an assessment takes, with its open questions and without, over the facts of published rulings.

    python scripts/bench_law.py FILE.json

FILE.json is in the format of `manage.py court_cases`. Times are of the processor, the best of several rounds.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from claimguide.law import Facts, assess

DAY = date(2026, 11, 23)
ROUNDS = 9


def milliseconds(facts: list[Facts], *, questions: bool) -> float:
    """The mean time of one assessment in the best of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for each in facts:
            assess(each, DAY, questions=questions)
        rounds.append((time.process_time() - start) / len(facts) * 1000)
    return min(rounds)


def main() -> None:
    cases = json.loads(Path(sys.argv[1]).read_text("utf-8"), parse_float=Decimal)
    facts = [Facts.from_mapping(case["facts"]) for case in cases]
    for name, given in (("published rulings", facts), ("nothing known", [Facts()] * 50)):
        asked, quick = (milliseconds(given, questions=questions) for questions in (True, False))
        sys.stdout.write(f"{name}: {asked:.2f} ms with questions, {quick:.2f} ms without\n")


if __name__ == "__main__":
    main()
