"""Personal information leaked or misused (消保法 29, 50; 个人信息保护法 69)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("个人信息泄露或者滥用", "Personal information leaked or misused")
HOLDS = Text(
    "商家收集、使用个人信息应当经您同意并严格保密。您可以要求停止侵害、删除、说明情况，造成损害的可以要求赔偿。",
    "A seller needs consent for personal information and must keep it confidential. You may ask it to stop, "
    "delete and explain, and for damages.",
)
OPEN = Text("能否主张，还要看信息由谁处理。", "It depends on who processed the information.")
PROCESSOR_PROVES = Text(
    "处理者要证明自己没有过错。您证明信息泄露、损害以及两者的联系。",
    "The processor proves that it was not at fault; you show the leak, the harm and their link.",
)


def judge(matter: Matter) -> Decision | None:
    """The processor answers unless it shows that it was not at fault."""
    if not matter.has("privacy_leak"):
        return None
    return decide(matter, (gate.from_an_operator(matter),), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    return (
        "xiaobaofa:29",
        "xiaobaofa:50",
        "xiaobao_tiaoli:23",
        "gebaofa:69(1)",
        "minfadian:1034",
        "minfadian:1038",
    )


def rights(matter: Matter) -> Iterable[Right]:
    apology = Text("停止侵害、赔礼道歉、赔偿损失", "Stop, apology, damages")
    return (
        Right("stop", apology, ("xiaobaofa:50", "gebaofa:69(1)")),
        Right(
            "access",
            Text("查阅、复制、删除", "Access, copy, deletion"),
            ("gebaofa:45", "gebaofa:47", "gebaofa:50"),
        ),
        Right("notice", Text("补救并告知泄露情况", "Remedy, and notice of the leak"), ("gebaofa:57",)),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(PROCESSOR_PROVES, ("gebaofa:69(1)",)),)


GROUND = Ground(
    code="privacy",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    with_losses=True,
)
