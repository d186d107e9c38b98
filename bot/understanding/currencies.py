"""The names of money: signs, codes and everyday words, and the ISO 4217 code each stands for."""

from __future__ import annotations

import re

from bot.understanding.text import listed

SIGNS: dict[str, str] = {
    "£": "GBP",
    "€": "EUR",
    "¥": "CNY",
    "$": "USD",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
}
_CODES = listed(
    "usd gbp eur cny hkd aud cad nzd sgd jpy inr chf twd myr thb krw php idr vnd mop sek nok dkk zar "
    "aed sar mxn "
    "brl try pln rub ngn ils"
)
_DOLLARS = {
    "us": "USD",
    "u.s.": "USD",
    "u.s": "USD",
    "hk": "HKD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "s": "SGD",
    "sg": "SGD",
    "nt": "TWD",
    "mex": "MXN",
}
_WORDS_ZH: dict[str, str] = {
    "人民币": "CNY",
    "元": "CNY",
    "块钱": "CNY",
    "块": "CNY",
    "圆": "CNY",
    "rmb": "CNY",
    "毛钱": "CNY",
    "毛": "CNY",
    "角": "CNY",
    "分钱": "CNY",
    "元人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "美圆": "USD",
    "美刀": "USD",
    "刀": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "镑": "GBP",
    "港元": "HKD",
    "港币": "HKD",
    "港纸": "HKD",
    "蚊": "HKD",
    "日元": "JPY",
    "日圆": "JPY",
    "台币": "TWD",
    "新台币": "TWD",
    "澳元": "AUD",
    "澳币": "AUD",
    "加元": "CAD",
    "加币": "CAD",
    "新元": "SGD",
    "新币": "SGD",
    "瑞士法郎": "CHF",
    "瑞郎": "CHF",
    "卢比": "INR",
    "韩元": "KRW",
    "泰铢": "THB",
    "卢布": "RUB",
    "澳门币": "MOP",
    "奈拉": "NGN",
    "比特币": "XBT",
    "个比特币": "XBT",
    "大洋": "CNY",
}
_WORDS_EN: dict[str, str] = {
    "us dollars?": "USD",
    "dollars?": "USD",
    "bucks?": "USD",
    "pounds?(?: sterling)?": "GBP",
    "quid": "GBP",
    "squid": "GBP",
    "sterling": "GBP",
    "british pounds?": "GBP",
    "euros?": "EUR",
    "rmb": "CNY",
    "renminbi": "CNY",
    "(?:chinese )?yuan": "CNY",
    "kuai": "CNY",
    "(?:indian )?rupees?": "INR",
    "(?:japanese )?yen": "JPY",
    "hong kong dollars?": "HKD",
    "hk dollars?": "HKD",
    "aus(?:tralian)? dollars?": "AUD",
    "aussie dollars?": "AUD",
    "canadian dollars?": "CAD",
    "singapore dollars?": "SGD",
    "new zealand dollars?": "NZD",
    "swiss francs?": "CHF",
    "turkish lira": "TRY",
    "rs\\.?": "INR",
    "pence": "GBP",
    "united states dollars?": "USD",
    "australian dollars?": "AUD",
    "taiwan dollars?": "TWD",
}
_CODE = "|".join(_CODES)
_DOLLAR = r"(?<![a-z'])(?:(?:u\.s\.?|us|hk|au|ca?|nz|sg|nt|mex) ?|a|s)\$"
EN_BEFORE = rf"(?:{_DOLLAR}|(?:{_CODE}) ?\$?|[£€¥$₹₩₽฿₫₱]|rmb|rs\.?|inr|人民币 *|dollar(?= \d))"
EN_AFTER = (
    rf"(?:{'|'.join(sorted(_WORDS_EN, key=len, reverse=True))}|{_CODE}|(?:{_DOLLAR})|[£€$₹](?!\d)|元|块钱?)"
)
ZH_AFTER = (
    rf"(?:{'|'.join(sorted(_WORDS_ZH, key=len, reverse=True))}|(?:{_CODE})(?![a-z])|元人民币|[£€¥$](?!\d))"
)
_PATTERNS = tuple((re.compile(word), code) for word, code in _WORDS_EN.items())
_DOLLAR_CODES = frozenset(listed("USD HKD AUD CAD NZD SGD TWD MXN"))
_YUAN_CODES = frozenset(listed("CNY HKD TWD MOP SGD"))


def currency_of(word: str | None, default: str | None) -> str | None:
    """Return the ISO code for a sign or word.

    $, ¥ and 块 mean what the account's currency lets them mean; otherwise the commonest.

    Args:
        word: sign, code or word as matched, normalised; None when there was none.
        default: the account's currency.
    """
    if word is None:
        return default
    word = word.strip()
    if word in ("$", "dollar", "dollars", "buck", "bucks"):
        return default if default in _DOLLAR_CODES else "USD"
    if word == "¥":
        return default if default in ("CNY", "JPY") else "CNY"
    if word in ("块", "块钱", "元", "圆", "毛", "角", "毛钱"):
        return default if default in _YUAN_CODES else "CNY"
    if word in SIGNS:
        return SIGNS[word]
    if word in _WORDS_ZH:
        return _WORDS_ZH[word]
    bare = word.rstrip("$ ").strip()
    if word.endswith("$") and bare in _DOLLARS:
        return _DOLLARS[bare]
    if bare in _CODES:
        return bare.upper()
    return next((code for pattern, code in _PATTERNS if pattern.fullmatch(word)), default)
