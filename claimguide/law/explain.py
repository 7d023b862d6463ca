"""An assessment as a plain sheet of text, for reading, for copying and for looking things up in tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimguide.law.assessment import Assessment, Finding
from claimguide.law.citations import Citation
from claimguide.law.text import Text, day, yuan

_VERDICTS = {
    "holds": Text("可以主张", "can be claimed"),
    "fails": Text("难以主张", "can hardly be claimed"),
    "needs_facts": Text("需要补充事实", "needs more facts"),
}
_GATE_VERDICTS = {
    "holds": Text("适用", "yes"),
    "fails": Text("不适用", "no"),
    "needs_facts": Text("需要补充事实", "needs more facts"),
}
_NOT_KNOWN = Text("尚不能计算", "cannot be worked out yet")
_PROVISIONAL = Text("（暂定）", " (provisional)")
_ADVICE = Text(
    "以上内容供自助维权参考，不是法律意见。结果由受理机构或者法院认定。",
    "This is self-help material, not legal advice; the authority or the court decides.",
)


def explain(assessment: Assessment, language: str = "zh-hans") -> str:
    """The assessment in the language of that Django code, line by line, with the articles relied on."""
    return "\n".join(line.in_language(language) for line in _lines(assessment)) + "\n"


def _lines(assessment: Assessment) -> Iterator[Text]:
    yield Text("适用法律日期：{day}", "Law of {day}").fill(day=day(assessment.on))
    for finding in (assessment.gate, *assessment.findings, *assessment.platform):
        yield from _finding(finding)
    yield from _money(assessment)
    for limit in assessment.deadlines:
        when = day(limit.date) if limit.date else _NOT_KNOWN
        mark = _PROVISIONAL if limit.provisional and limit.date else Text("。", ".")
        yield Text("期限：{title}：{when}{mark}", "Time limit: {title}: {when}{mark}").fill(
            title=limit.title, when=when, mark=mark
        )
        yield _indented(limit.how, limit.citations)
    for clash in assessment.contradictions:
        yield Text("请核对：{text}", "Check: {text}").fill(text=clash.text)
    for missing in assessment.missing:
        yield Text("还需要知道：{question}", "Still to be known: {question}").fill(question=missing.question)
    yield _ADVICE


def _finding(finding: Finding) -> Iterator[Text]:
    heading = Text("{title}：{verdict}", "{title}: {verdict}")
    words = _GATE_VERDICTS if finding.code == "gate" else _VERDICTS
    yield heading.fill(title=finding.title, verdict=words[finding.verdict])
    yield _indented(finding.reason, finding.citations)
    if finding.holds:
        for remedy in finding.remedies:
            yield _indented(remedy.title, remedy.citations)
    for burden in finding.burden:
        yield _indented(burden.text, burden.citations)


def _money(assessment: Assessment) -> Iterator[Text]:
    for sum_, title in (
        (assessment.refund, Text("退款", "Refund")),
        (assessment.punitive, Text("增加赔偿", "Damages on top")),
    ):
        if sum_ is not None:
            amount = yuan(sum_.amount) if sum_.amount is not None else _NOT_KNOWN
            yield Text("{title}：{amount}", "{title}: {amount}").fill(title=title, amount=amount)
            for line in sum_.lines:
                yield _indented(line, ())
            yield _indented(Text("依据", "Basis"), sum_.citations)
    for loss in assessment.losses:
        yield Text("损失：{title} {amount}", "Loss: {title} {amount}").fill(
            title=loss.title, amount=yuan(loss.amount)
        )
    for other in assessment.alternatives:
        amount = yuan(other.amount) if other.amount is not None else _NOT_KNOWN
        yield Text("备选：{title}：{amount}", "Instead: {title}: {amount}").fill(
            title=other.title, amount=amount
        )
        yield _indented(other.reason, other.citations)


def _indented(text: Text, citations: Iterable[Citation]) -> Text:
    cited = tuple(citations)
    if not cited:
        return Text(f"　　{text.zh}", f"    {text.en}")
    chinese = "、".join(citation.zh for citation in cited)
    english = "; ".join(citation.en for citation in cited)
    return Text(f"　　{text.zh}（{chinese}）", f"    {text.en} ({english})")
