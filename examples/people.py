"""Who is in the example portfolio: places, lenders, names, and six people with a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random


@dataclass(frozen=True)
class Place:
    """A country of the portfolio.

    ``cities`` are (city, residence, time zone, postcode, telephone area); ``least`` and ``most`` bound an
    instalment in minor units.
    """

    name: str
    language: str
    borrowers: int
    currency: str
    lender: str
    actors: tuple[str, ...]
    rate: str
    late_rate: str
    least: int
    most: int
    phone: str
    cities: tuple[tuple[str, str, str, str, str], ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True)
class Demo:
    """A borrower whom the demo and the documentation call by name."""

    account_id: str
    place: str
    name: str
    city: str
    born: date
    payday: int
    product: str
    situation: str
    days: int
    minor: int


SITUATIONS = (
    ("late", 60), ("part_paid", 8), ("bounced", 4), ("current", 14), ("due_today", 3), ("paid_since", 11),
)  # fmt: skip
"""How the sixth instalment stands, and how often."""
PRODUCTS = ("online_consumer_loan", "online_consumer_loan", "credit_card", "microloan", "bnpl")
SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
ENGLISH = (
    *("Olivia", "Amelia", "Grace", "Freya", "Hannah", "Chloe", "Zoe", "Ruth", "Nora", "Alice"),
    *("Oscar", "Leo", "Theo", "Finn", "Max", "Adam", "Luke", "Sam", "Toby", "Ben"),
)

PLACES: dict[str, Place] = {
    place.name: place
    for place in (
        Place(
            "CN", "zh", 80, "CNY", "晴禾消费金融", ("first_party", "first_party", "third_party", "servicer"),
            "0.1560", "0.0005", 20_000, 320_000, "+86120000{n:05}",
            (("杭州", "CN", SHANGHAI, "310000", ""), ("成都", "CN", SHANGHAI, "610000", ""),
             ("武汉", "CN", SHANGHAI, "430000", ""), ("西安", "CN", SHANGHAI, "710000", ""),
             ("沈阳", "CN", SHANGHAI, "110000", ""), ("长沙", "CN", SHANGHAI, "410000", "")),
            ("雨桐", "浩然", "思远", "静怡", "建军", "晓峰", "佳琪", "志强", "欣然", "宇航",
             "丽娟", "明哲", "雅婷", "国栋", "梓涵", "海燕", "文博", "秀英", "俊杰", "梦瑶"),
            tuple("赵钱孙周吴郑冯蒋沈韩杨朱秦许何吕张孔曹严"),
        ),
        Place(
            "HK", "zh", 20, "HKD", "港澄信貸", ("first_party", "third_party"),
            "0.2400", "0.0004", 60_000, 300_000, "+85200000{n:03}",
            (("香港", "HK", "Asia/Hong_Kong", "", ""), ("九龍", "HK", "Asia/Hong_Kong", "", "")),
            ("嘉欣", "俊賢", "家豪", "詠詩", "子健", "慧敏", "偉倫", "美玲"), tuple("黃梁鄧羅林郭謝葉"),
        ),
        Place(
            "GB", "en", 30, "GBP", "Fairwater Loans",
            ("first_party", "first_party", "third_party", "purchaser"),
            "0.1990", "0.0003", 4_000, 45_000, "+447700900{n:03}",
            (("London", "GB", "Europe/London", "E1 6AN", ""), ("Leeds", "GB", "Europe/London", "LS1 4AP", ""),
             ("Cardiff", "GB", "Europe/London", "CF10 1EP", ""),
             ("Glasgow", "GB-SCT", "Europe/London", "G2 1DU", "")),
            ENGLISH, ("Hughes", "Patel", "Walsh", "Turner", "Okafor", "Morris", "Kelly", "Begum", "Ward"),
        ),
        Place(
            "US", "en", 30, "USD", "Harbor Lane Credit", ("first_party", "third_party", "servicer"),
            "0.2190", "0.0003", 4_000, 60_000, "+1{area}55501{n}",
            (("Boston", "US-MA", NEW_YORK, "02118", "617"), ("New York", "US-NY", NEW_YORK, "10027", "212"),
             ("Los Angeles", "US-CA", "America/Los_Angeles", "90012", "213"),
             ("Seattle", "US-WA", "America/Los_Angeles", "98101", "206"),
             ("Salt Lake City", "US-UT", "America/Denver", "84101", "801"),
             ("Austin", "US-TX", "America/Chicago", "78701", "512")),
            ENGLISH, ("Nguyen", "Foster", "Rivera", "Brooks", "Kim", "Coleman", "Ortiz", "Hayes", "Bell"),
        ),
        Place(
            "EU", "en", 15, "EUR", "Lindenhof Kredit", ("first_party", "servicer"),
            "0.0990", "0.0002", 5_000, 50_000, "+493023125{n:03}",
            (("Berlin", "DE", "Europe/Berlin", "10115", ""), ("Dublin", "IE", "Europe/Dublin", "", ""),
             ("Lyon", "FR", "Europe/Paris", "69002", "")),
            ("Lena", "Jonas", "Marie", "Niamh", "Luc", "Clara", "Sean", "Emil"),
            ("Keller", "Byrne", "Moreau", "Vogel", "Nolan", "Girard", "Brandt"),
        ),
        Place(
            "AU", "en", 15, "AUD", "Banksia Finance", ("first_party", "third_party"),
            "0.1790", "0.0003", 5_000, 60_000, "+61{area}55500{n:03}",
            (("Sydney", "AU-NSW", "Australia/Sydney", "", "2"),
             ("Melbourne", "AU-VIC", "Australia/Melbourne", "", "3"),
             ("Brisbane", "AU-QLD", "Australia/Brisbane", "", "7"),
             ("Perth", "AU-WA", "Australia/Perth", "", "8")),
            ENGLISH, ("Nguyen", "Taylor", "Singh", "Wilson", "Papadopoulos", "Martin", "Lee"),
        ),
        Place(
            "IN", "en", 10, "INR", "Neem Tree Finance", ("first_party", "third_party"),
            "0.2400", "0.0005", 150_000, 900_000, "+910000000{n:03}",
            (("Mumbai", "IN", "Asia/Kolkata", "400001", ""), ("Chennai", "IN", "Asia/Kolkata", "600001", ""),
             ("Pune", "IN", "Asia/Kolkata", "411001", "")),
            ("Ananya", "Rohan", "Kavya", "Arjun", "Meera", "Vikram"),
            ("Iyer", "Deshpande", "Menon", "Kulkarni", "Rao"),
        ),
    )
}  # fmt: skip

DEMO = (
    Demo("A1001", "CN", "王晓雨", "杭州", date(1993, 4, 18), 15, "online_consumer_loan", "late", 5, 128_000),
    Demo(
        "A1002", "GB", "Emma Clarke", "Leeds", date(1989, 9, 3), 25, "online_consumer_loan", "late", 6, 24_000
    ),
    Demo("A1003", "CN", "李建国", "沈阳", date(1978, 11, 26), 10, "microloan", "late", 17, 96_500),
    Demo(
        "A1004", "US", "Daniel Reyes", "Boston", date(1985, 2, 14), 28, "credit_card", "part_paid", 9, 37_100
    ),
    Demo("A1005", "HK", "陳嘉敏", "香港", date(1996, 7, 30), 28, "credit_card", "bounced", 2, 215_000),
    Demo("A1006", "IN", "Priya Nair", "Pune", date(1991, 12, 9), 5, "bnpl", "paid_since", 4, 450_000),
)


def name_of(place: Place, dice: Random) -> str:
    """An invented name, written as people of the place write theirs."""
    first, last = dice.choice(place.first), dice.choice(place.last)
    return f"{last}{first}" if place.language == "zh" else f"{first} {last}"
