"""The facts of a letter: one numbered fact at a time, only where the case holds it, with its exhibits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from claimguide.cases.models import ContactEntry
from claimguide.cases.vocab import ProblemKind, PromiseKind, ReplyKind
from claimguide.letters.content import Fact, Run, Runs

from . import claims, words
from .source import PRINTED_CONTACTS, Source
from .wording import day, gap, lines, moving, quoted, runs, said, sentence, with_exhibits, yuan

NOT_THERE = (ProblemKind.NOT_DELIVERED, ProblemKind.CANCELLED)


@dataclass(frozen=True)
class Voice:
    """What the seller and the platform are called in this letter."""

    seller: str
    platform: str


def facts(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """Every fact the case holds that a letter states, in the order of events."""
    told = (*events(source, voice), *dealings(source, voice), *with_platform(source, voice))
    return (*told, *paid_back(source))


def events(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What happened, from the purchase to the loss."""
    return _there(
        _purchase(source, voice),
        _promise(source, voice),
        _words(source, voice),
        _delivery(source),
        *_dispute(source, voice),
        _loss(source),
    )


def _dispute(source: Source, voice: Voice) -> tuple[Fact | None, ...]:
    """What is wrong and the return; one that was refused was asked for first."""
    told = (_trouble(source, voice), _more(source), _mistake(source))
    back = (_return(source, voice), _intact(source))
    return (*back, *told) if _conduct_alone(source) else (*told, *back)


def _conduct_alone(source: Source) -> bool:
    return words.CONDUCT.issuperset(source.facts.problems)


def sale(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What was sold, how it was advertised and that it came: no promise of money, no dealings."""
    return _there(_purchase(source, voice), _words(source, voice), _delivery(source))


def matter(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What was bought and what is wrong with it, for a reader who knows the rest."""
    return _there(_purchase(source, voice), _trouble(source, voice))


def dated(told: tuple[Fact, ...], on: date) -> tuple[Fact, ...]:
    """The facts for a paper that is no letter: where they speak of its day, that day itself stands."""
    return tuple(
        replace(fact, paragraphs=tuple(_dated(runs_, on) for runs_ in fact.paragraphs)) for fact in told
    )


def _dated(paragraph: Runs, on: date) -> Runs:
    parts: list[str | Run] = []
    for run in paragraph:
        before, found, after = run.text.partition(words.DAY_OF_LETTER)
        parts += [before, moving(on), after] if found and not run.kind else [run]
    return runs(*parts)


def _there(*told: Fact | None) -> tuple[Fact, ...]:
    return tuple(fact for fact in told if fact is not None)


def by_element(source: Source, voice: Voice) -> dict[str, tuple[Fact, ...]]:
    """The facts of a complaint beside the bare data of the sale, sorted by its elements."""
    sent_back = _there(_return(source, voice), _intact(source))
    return {
        "quality": _there(_promise(source, voice), _words(source, voice)),
        "delivery": _there(_delivery(source)),
        "breach": _there(_trouble(source, voice), _more(source), _mistake(source)),
        "talks": (*dealings(source, voice), *sent_back, *with_platform(source, voice)),
        "loss": (*_there(_loss(source)), *paid_back(source)),
    }


def place(source: Source) -> str:
    """Where it was bought: …平台的直播间“…”."""
    bought = source.case.purchase
    at = words.PLACES.get(bought.channel, "")
    if "{platform}" in at:
        platform = quoted(source.platform_name) if source.platform_name else ""
        at = at.format(platform=platform) if platform else at.replace("{platform}平台的", "")
    return at + (quoted(bought.shop_name) if bought.shop_name else "")


def bought_at(source: Source) -> str:
    """在…平台的店铺, or 向…平台的卖家 where a person or an account sold; "" where nothing is known."""
    where = place(source)
    before = "向" if source.case.purchase.channel in words.SELLERS else "在"
    return before + where if where else ""


def _purchase(source: Source, voice: Voice) -> Fact:
    bought = source.case.purchase
    ordered = day(bought.ordered_on) if bought.ordered_on else gap("ordered_on")
    count = f"，数量{bought.quantity}件" if bought.quantity and not source.is_service else ""
    freight = f"，另付运费{yuan(bought.shipping)}" if bought.shipping else ""
    number = f"，订单编号为{bought.order_number}" if bought.order_number else ""
    goods = quoted(bought.goods_name) if bought.goods_name else gap("goods_name")
    bargain = "订购" if source.case.special.deposit_kind in words.DEPOSITS else "购买"
    text = runs(
        ordered,
        f"，{_buyer(source)}{bought_at(source)}{bargain}",
        goods,
        count,
        *_paid(source),
        f"{freight}{number}。{_guardian(source)}",
    )
    return Fact((text,), source.showing("buying", "paying"))


def _buyer(source: Source) -> str:
    """Who bought: 本人, or 本人的孩子（12周岁） with what is known of the guardian's consent."""
    if not source.by_child:
        return "本人"
    age = source.facts.minor_age
    years = "" if age is None else f"（{age}周岁）"
    return f"本人的孩子{years}{'未经本人同意，' if source.facts.guardian_agreed == 'no' else ''}"


def _guardian(source: Source) -> str:
    """Whose claim it is, and that what the child did is not ratified (民法典 145)."""
    if not source.by_child:
        return ""
    if source.facts.guardian_agreed != "no":
        return "本人是孩子的监护人。"
    return "本人是孩子的监护人，事先没有同意，事后也不予追认。"


def _paid(source: Source) -> tuple[str | Run, ...]:
    """What was paid at the order: the price, or a deposit beside the price that was agreed."""
    price, special = source.case.purchase.price, source.case.special
    if special.deposit_kind not in words.DEPOSITS:
        return (f"，支付{source.price_word}", yuan(price) if price is not None else gap("price"))
    paid = "" if special.prepaid_amount is None else yuan(special.prepaid_amount)
    # Who typed the deposit as the price too was not asked for more.
    agreed = price is not None and price != special.prepaid_amount
    bargain = f"，约定{source.price_word}{yuan(price)}" if agreed and price is not None else ""
    return (f"{bargain}，已付{words.DEPOSITS[special.deposit_kind]}{paid}",)


def promise_text(source: Source) -> str | None:
    """The promise in words, "" where its words are needed but not known, None where there was none."""
    made = source.case.promise
    if made.promise_kind in ("", PromiseKind.NONE):
        return None
    if made.promise_words:
        return said(made.promise_words)
    value = made.promise_value
    if made.promise_kind == PromiseKind.MULTIPLE and value:
        return f"按价款的{value.normalize():f}倍赔偿。"
    if made.promise_kind == PromiseKind.FIXED_SUM and value:
        return f"赔偿{yuan(value)}。"
    return {PromiseKind.FREE_ORDER: "免除订单价款。", PromiseKind.PRICE_PROTECTION: "补足降价差额。"}.get(
        made.promise_kind, ""
    )


def _promise(source: Source, voice: Voice) -> Fact | None:
    text = promise_text(source)
    if text is None:
        return None
    maker = voice.platform if source.platform_promised else voice.seller
    words_of = text or gap("promise_words")
    end = "" if text else "。"
    return Fact(
        (runs(f"销售该{source.thing}时，{maker}公开承诺：", words_of, end),), source.showing("promise")
    )


def _words(source: Source, voice: Voice) -> Fact | None:
    spoken = source.case.problem.seller_words
    if not spoken:
        return None
    text = f"{voice.seller}对该{source.thing}的宣传、说明为：{said(spoken)}"
    return Fact((runs(text),), source.showing("promise"))


def _delivery(source: Source) -> Fact | None:
    bought = source.case.purchase
    due = bought.promised_delivery_on
    due_text = f"约定的交付日期为{day(due)}。" if due else ""
    if bought.received_on:
        word = "本人开始接受该服务" if source.is_service else "本人签收该商品"
        if source.has(ProblemKind.DAMAGED):
            # Who signed for it is told with what happened: often somebody else did.
            word = f"该{source.thing}送达"
        return Fact((runs(f"{due_text}{day(bought.received_on)}，{word}。"),))
    if source.has(*NOT_THERE):
        return Fact((runs(f"{due_text}截至{words.DAY_OF_LETTER}，本人没有收到该{source.thing}。"),))
    return Fact((runs(due_text),)) if due_text else None


def _trouble(source: Source, voice: Voice) -> Fact:
    problem = source.case.problem
    kinds = [kind for kind in words.PROBLEMS if kind in source.facts.problems]
    if len(kinds) > 1:
        # That a promise is not kept shows when it is asked for, not on the day the goods were looked at.
        kinds = [kind for kind in kinds if kind != "promise_broken"]
    seen = [kind for kind in kinds if kind not in words.CONDUCT]
    found = f"{day(problem.discovered_on)}，本人发现" if problem.discovered_on else "本人发现"
    parts: list[str | Run] = []
    if seen or not kinds:
        parts = [f"{found}以下问题：", _named(source, voice, seen) or gap("problems"), "。"]
    if len(seen) < len(kinds):
        # What the seller does is disputed; it is no fault that was found on a day.
        did = [kind for kind in kinds if kind in words.CONDUCT]
        parts.append(f"双方的争议是：{_named(source, voice, did)}。")
    first = runs(*parts)
    reality = lines(problem.reality)
    truth: list[Runs] = (
        [runs(f"实际情况是：{sentence(reality[0])}"), *(runs(sentence(line)) for line in reality[1:])]
        if reality
        else [runs("实际情况是：", gap("reality"), "。")]
    )
    return Fact((first, *truth), source.showing("defect"))


def _named(source: Source, voice: Voice, kinds: Iterable[str]) -> str:
    return "；".join(words.PROBLEMS[kind].format(thing=source.thing, seller=voice.seller) for kind in kinds)


def _more(source: Source) -> Fact | None:
    """What else the consumer told: free words, so no exhibit is said to prove them."""
    told = tuple(runs(sentence(line)) for line in lines(source.case.problem.description))
    return Fact(told) if told else None


def _mistake(source: Source) -> Fact | None:
    if source.facts.misled_into_buying != "yes":
        return None
    return Fact((runs("如果购买时知悉上述真实情况，本人不会购买，或者不会以该价格购买。"),))


def _return(source: Source, voice: Voice) -> Fact | None:
    did = source.case.dealings
    parts = []
    if did.return_requested_on:
        parts.append(f"{day(did.return_requested_on)}，本人向{voice.seller}提出退货。")
    if did.goods_sent_back == "yes":
        parts.append(f"本人已将商品寄回{voice.seller}。")
    if did.sent_back_received_on:
        parts.append(f"{day(did.sent_back_received_on)}，{voice.seller}收到退回的商品。")
    return Fact((runs("".join(parts)),), source.showing("notice")) if parts else None


def _intact(source: Source) -> Fact | None:
    """What a return without reason rests on (消保法 25(款3)), in the words of 七日无理由退货办法 8."""
    did = source.case.dealings
    if did.goods_intact != "yes" or "return7" not in claims.holding(source):
        return None
    when = "退回时，" if did.goods_sent_back == "yes" else ""
    text = f"{when}该商品完好，商品本身、配件和标识齐全，本人只拆封查看或者合理试用过。"
    return Fact((runs(text),), source.showing("defect") if _conduct_alone(source) else ())


def _loss(source: Source) -> Fact | None:
    problem = source.case.problem
    parts = []
    if problem.loss:
        parts.append(f"因上述问题，本人另外受到损失{yuan(problem.loss)}")
    if problem.other_costs:
        parts.append(f"本人为处理此事支出检测、交通等费用{yuan(problem.other_costs)}")
    if problem.overcharge:
        parts.append(f"其中多收取的金额为{yuan(problem.overcharge)}")
    return Fact((runs("；".join(parts), "。"),), source.showing("loss")) if parts else None


def contact(entry: ContactEntry, voice: Voice) -> Runs:
    way = words.CHANNELS.get(entry.channel, "")
    answer = f"{voice.seller}答复：{said(entry.answer)}" if entry.answer else ""
    return runs(f"{day(entry.on)}，本人{way}提出：{said(entry.said)}{answer}")


def dealings(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What was said to the seller and answered, and that it cannot be reached any more."""
    return (*with_seller(source, voice), *_there(_out_of_reach(source, voice)))


def _out_of_reach(source: Source, voice: Voice) -> Fact | None:
    if source.case.dealings.seller_vanished != "yes":
        return None
    return Fact((runs(f"此后，本人无法再与{voice.seller}取得联系。"),))


def with_seller(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What was said to the seller and answered."""
    did = source.case.dealings
    printed = source.contacts[-PRINTED_CONTACTS:]
    paragraphs = [with_exhibits(contact(entry, voice), source.showing_contact(entry)) for entry in printed]
    if not paragraphs and did.asked_seller_on:
        paragraphs = [runs(f"{day(did.asked_seller_on)}，本人向{voice.seller}提出解决要求。")]
    if not paragraphs:
        return ()
    if did.reply_kind == ReplyKind.NONE:
        paragraphs.append(runs(sentence(words.REPLIES[ReplyKind.NONE].format(seller=voice.seller))))
    elif did.reply_kind:
        paragraphs.append(runs(sentence(words.REPLIES[did.reply_kind].format(seller=voice.seller))))
    quoted_already = {entry.answer.strip() for entry in printed}
    if did.reply_text and did.reply_text.strip() not in quoted_already:
        paragraphs.append(runs(f"{voice.seller}的答复原文是：{said(did.reply_text)}"))
    named = {number for entry in printed for number in source.showing_contact(entry)}
    others = tuple(number for number in source.showing("notice") if number not in named)
    if others and named and len(paragraphs) == len(printed):
        # The last line names its own exhibit: the others must not seem to show that line.
        paragraphs.append(runs(f"另有本人与{voice.seller}的其他沟通记录。"))
    return (Fact(tuple(paragraphs), others),)


def with_platform(source: Source, voice: Voice) -> tuple[Fact, ...]:
    """What the platform was told and asked, and what it answered."""
    did = source.case.platform_conduct
    # Who sold is no question where the platform itself did.
    unnamed = not source.self_operated
    parts = []
    if did.complained_on:
        number = f"，投诉编号为{did.complaint_number}" if did.complaint_number else ""
        parts.append(f"{day(did.complained_on)}，本人向{voice.platform}投诉{number}。")
    if did.identity_asked_on and unnamed:
        parts.append(
            f"{day(did.identity_asked_on)}，本人要求{voice.platform}"
            f"提供{source.shop}的真实{source.name_word}、地址和有效联系方式。"
        )
    if did.platform_named_seller == "no" and did.identity_asked_on and unnamed:
        parts.append(f"{voice.platform}没有提供。")
    if did.platform_named_seller == "useless" and unnamed:
        parts.append(f"{voice.platform}提供的{source.shop}信息不真实，或者据此无法联系到{source.shop}。")
    if did.answer:
        parts.append(f"{voice.platform}答复：{said(did.answer)}")
    # "Notice" exhibits show what was said to the seller; none says that it shows the platform's side.
    return (Fact((runs("".join(parts)),)),) if parts else ()


def paid_back(source: Source) -> tuple[Fact, ...]:
    """What came back already."""
    did = source.case.dealings
    parts = []
    if did.refunded:
        parts.append(f"本人已收到退款{yuan(did.refunded)}")
    if did.compensated:
        parts.append(f"本人已收到赔付{yuan(did.compensated)}")
    return (Fact((runs("，".join(parts), "。"),)),) if parts else ()
