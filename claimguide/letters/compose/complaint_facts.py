"""Facts and reasons, box by box as the court's form asks; what the case does not hold stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimguide.cases import remedies
from claimguide.cases.vocab import GoodsCondition, Tri
from claimguide.law.vocabulary import FOOD_KINDS
from claimguide.letters.content import Fact, Particular, Run, Runs

from . import claims, narrative, platform_words, words
from .complaint_sides import Sides
from .narrative import Voice
from .source import Source
from .wording import day, gap, quoted, runs, with_exhibits, yuan

# Grounds that are no breach of contract alone.
WRONGS = frozenset({"injury", "privacy"})
_CONDITIONS = {GoodsCondition.NEW: "，按全新商品销售"}
# A complaint is not issued, it is written out: 具状.
_DAY_OF_COMPLAINT = "具状之日"


def boxes(source: Source, who: Sides) -> tuple[Particular, ...]:
    """The elements of a sale or a service in the order of the form."""
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    told = narrative.by_element(source, Voice(who.seller or source.shop, who.platform or platform))
    service = source.is_service
    delivery = "提供服务" if service else "交货"
    return (
        _box("合同的签订情况", (_conclusion(source),)),
        _box("服务内容" if service else "标的物", (_object(source),)),
        _box("价款与支付", (_price(source),)),
        _box(f"{delivery}的时间、地点、方式", (*told["delivery"], *_receipt(source))),
        _box("质量标准、检验方式", told["quality"]),
        _box(f"{_breach(source)}的事实", told["breach"]),
        _box("提出异议和协商的经过", (*told["talks"], *_of_platform(source, who))),
        _box("损失、已退还或者已赔付的款项", told["loss"]),
        _box("证人的姓名和住所（有证人的）", ()),
        _box("其他需要说明的内容", ()),
    )


def _of_platform(source: Source, who: Sides) -> tuple[Fact, ...]:
    """What the platform did or left undone, where it is sued for that."""
    if who.liable is None:
        return ()
    told = platform_words.conduct(
        source.facts, platform=who.platform, seller=who.seller or source.shop, thing=source.thing
    )
    return (Fact((runs(told),)),) if told else ()


def _box(label: str, facts: Iterable[Fact]) -> Particular:
    lines = [line for fact in facts for line in _lines(fact)]
    parts = [part for line in lines for part in (*line, Run("\n"))]
    return Particular(label, runs(*parts[:-1]))


def _lines(fact: Fact) -> Iterator[Runs]:
    *before, last = fact.paragraphs
    for line in (*before, with_exhibits(last, fact.exhibits)):
        yield tuple(_dated(run) for run in line)


def _dated(run: Run) -> Run:
    return replace(run, text=run.text.replace(words.DAY_OF_LETTER, _DAY_OF_COMPLAINT))


def _breach(source: Source) -> str:
    holding, punitive = claims.holding(source), source.assessment.punitive
    wrong = "、侵权" if holding & WRONGS else ""
    fraud = "fraud" in holding or (punitive is not None and punitive.basis == "fraud")
    return f"违约{wrong}{'、涉嫌欺诈' if fraud else ''}"


def _conclusion(source: Source) -> Fact:
    bought = source.case.purchase
    ordered = day(bought.ordered_on) if bought.ordered_on else gap("ordered_on")
    number = f"，订单编号为{bought.order_number}" if bought.order_number else ""
    text = runs(ordered, f"，本人{narrative.bought_at(source)}购买下述{source.thing}{number}。")
    return Fact((text,), source.showing("buying"))


def _object(source: Source) -> Fact:
    bought = source.case.purchase
    goods = quoted(bought.goods_name) if bought.goods_name else gap("goods_name")
    count = f"，数量{bought.quantity}件" if bought.quantity and not source.is_service else ""
    plain = source.is_service or source.facts.goods_kind in FOOD_KINDS
    condition = "" if plain else _CONDITIONS.get(bought.goods_condition, "")
    return Fact((runs(goods, f"{count}{condition}。"),))


def _price(source: Source) -> Fact:
    bought, special = source.case.purchase, source.case.special
    price = yuan(bought.price) if bought.price is not None else gap("price")
    if special.deposit_kind in words.DEPOSITS and special.prepaid_amount is not None:
        paid = f"，已付{words.DEPOSITS[special.deposit_kind]}{yuan(special.prepaid_amount)}。"
        return Fact((runs("合同价款", price, paid),), source.showing("paying"))
    freight = f"，另付运费{yuan(bought.shipping)}" if bought.shipping else ""
    text = runs(f"已付{source.price_word}", price, f"{freight}。")
    return Fact((text,), source.showing("paying"))


def _receipt(source: Source) -> tuple[Fact, ...]:
    """Where the goods came in: the place of performance of a sale by internet (民诉法解释 20)."""
    plans = source.case.plans
    if source.is_service:
        return ()
    region = plans.receipt_region.name_zh if plans.receipt_region else ""
    place = plans.receipt_place if plans.receipt_place.startswith(region) else region + plans.receipt_place
    way = "按照订单应当" if remedies.owed(source.case, source.facts.problems) else ""
    courier = f"商品{way}通过快递、邮寄交付" if plans.goods_by_courier == Tri.YES else ""
    told = "，".join(part for part in (courier, f"收货地为{place}" if place else "") if part)
    return (Fact((runs(f"{told}。"),)),) if told else ()
