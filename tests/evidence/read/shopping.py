"""Made-up purchases: names, numbers and sums as platforms show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

BRANDS = [
    "清禾",
    "木棉里",
    "Nordhaus",
    "北岭",
    "KAVO",
    "云朵家",
    "LUMEX",
    "安途",
    "澜庭",
    "小橙",
    "VELA",
    "悦己",
    "山岚",
    "TOMO",
    "一封",
    "霁月",
]
FIELDS = ["数码", "家居", "母婴", "食品", "美妆", "箱包", "运动户外", "电器", "服饰", "图书", "宠物用品"]
GOODS = [
    "{b}无线蓝牙耳机{m}降噪入耳式超长续航适用苹果华为通用",
    "【官方正品】{b} {m} 电热水壶1.7L家用自动断电304不锈钢",
    "{b}羊绒衫女2026秋冬新款圆领套头100%纯山羊绒针织毛衣",
    "{b}儿童学习桌椅套装可升降小学生书桌写字台{m}",
    "{b}空气炸锅家用{m}大容量5L多功能无油电炸锅",
    "特级新疆灰枣500g*2袋 {b}红枣免洗即食",
    "{b} {m} Type-C快充数据线6A 100W适用小米荣耀 1.5米",
    "{b}双肩包男士商务电脑包15.6寸大容量通勤防泼水",
    "{b}牌猫粮全价成猫冻干双拼10kg 益生菌配方",
    "二手 {b} {m} 微单相机 24-70mm f/2.8 成色95新",
    "{b}乳胶枕 泰国天然乳胶 护颈椎 单只装",
    "《算法导论》原书第3版 精装 计算机科学丛书",
    "{b}无绳吊带电动牙刷{m} 声波震动IPX7防水 4支刷头",
    "{b}保温杯316不锈钢大容量男女士便携 600ml 定制刻字",
]
MODELS = ["Pro 3", "X20", "Air2", "M-500", "S9+", "T1 Max", "KS-21A", "SE"]
NICKS = ["爱吃鱼的猫", "小楼昨夜", "momo", "海边的K先生", "闲置铺子88", "阿杰数码", "柠檬不酸"]
COURIERS = {
    "中通快递": "7853",
    "圆通速递": "YT88",
    "顺丰速运": "SF14",
    "韵达快递": "4629",
    "极兔速递": "JT30",
    "京东快递": "JDV0",
    "申通快递": "7730",
    "邮政EMS": "9860",
}
SPECS = ["黑色;标准版", "白色 128G", "深灰色，L", "月光银 套餐一", "2袋装", "升级款【送收纳袋】", "均码"]


@dataclass(frozen=True)
class Purchase:
    """One order. Sums in yuan; paid = unit * count - discount + freight."""

    goods: str
    spec: str
    shop: str
    unit: Decimal
    count: int
    discount: Decimal
    freight: Decimal
    ordered: datetime
    paid: datetime
    sent: datetime
    delivered: datetime
    courier: str
    parcel: str

    @property
    def total(self) -> Decimal:
        return self.unit * self.count

    @property
    def amount(self) -> Decimal:
        return self.total - self.discount + self.freight


def digits(rng: Random, count: int, first: str = "") -> str:
    return first + "".join(rng.choice("0123456789") for _ in range(count - len(first)))


def purchase(rng: Random, shop: str = "") -> Purchase:
    brand = rng.choice(BRANDS)
    goods = rng.choice(GOODS).format(b=brand, m=rng.choice(MODELS))
    unit = rng.choice(
        [
            Decimal(rng.randint(9, 5999)),
            Decimal(rng.randint(9, 999)) + Decimal("0.9"),
            Decimal(rng.randint(500, 399900)) / 100,
        ]
    ).quantize(Decimal("0.01"))
    count = rng.choice([1, 1, 1, 1, 2, 3])
    discount = rng.choice([Decimal(0), Decimal(rng.randint(1, max(1, int(unit) // 3))), Decimal("3.50")])
    discount = min(discount, unit / 2).quantize(Decimal("0.01"))
    freight = rng.choice([Decimal(0)] * 3 + [Decimal(6), Decimal(10), Decimal(15)]).quantize(Decimal("0.01"))
    ordered = datetime(2025, 9, 1) + timedelta(seconds=rng.randint(0, 400 * 86400))
    paid = ordered + timedelta(seconds=rng.randint(4, 900))
    sent = paid + timedelta(seconds=rng.randint(3600, 200000))
    delivered = sent + timedelta(seconds=rng.randint(90000, 600000))
    courier, head = rng.choice(list(COURIERS.items()))
    kind = rng.choice(["旗舰店", "官方旗舰店", "专营店", "专卖店"])
    made = f"{brand}{rng.choice(FIELDS)}{kind}"
    return Purchase(
        goods=goods,
        spec=rng.choice(SPECS),
        shop=shop or made,
        unit=unit,
        count=count,
        discount=discount,
        freight=freight,
        ordered=ordered,
        paid=paid,
        sent=sent,
        delivered=delivered,
        courier=courier,
        parcel=digits(rng, 14, head),
    )


def sum_of(rng: Random, amount: Decimal, sign: str, *, commas: bool = False) -> str:
    """¥129.00, ¥129, ¥1,299.00: as the screen at hand writes sums."""
    whole = amount == amount.to_integral_value() and rng.random() < 0.4
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return sign + (number if commas else number.replace(",", ""))
