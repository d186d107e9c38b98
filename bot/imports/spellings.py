"""Other spellings of the words that files use: Chinese names, everyday names, abbreviations."""

from __future__ import annotations

from bot.model.words import Actor, Language

LANGUAGES: dict[str, Language] = {
    **dict.fromkeys(("zh", "cn", "chinese", "中文", "汉语", "普通话", "简体中文"), Language.ZH),
    **dict.fromkeys(("en", "english", "英文", "英语"), Language.EN),
}
ACTORS: dict[str, Actor] = {
    **dict.fromkeys(("自营", "本机构"), Actor.FIRST_PARTY),
    **dict.fromkeys(("委外", "第三方"), Actor.THIRD_PARTY),
    **dict.fromkeys(("受让方", "债权受让"), Actor.PURCHASER),
    **dict.fromkeys(("代管", "服务方"), Actor.SERVICER),
}
COUNTRIES: dict[str, str] = {
    **dict.fromkeys(("中国", "中国大陆", "大陆", "china"), "CN"),
    **dict.fromkeys(("香港", "中国香港", "hong kong"), "HK"),
    **dict.fromkeys(("英国", "uk", "united kingdom"), "GB"),
    **dict.fromkeys(("美国", "usa", "united states"), "US"),
    **dict.fromkeys(("澳大利亚", "澳洲", "australia"), "AU"),
    **dict.fromkeys(("印度", "india"), "IN"),
    **dict.fromkeys(("新加坡", "singapore"), "SG"),
    **dict.fromkeys(("德国", "germany"), "DE"),
    **dict.fromkeys(("法国", "france"), "FR"),
    **dict.fromkeys(("爱尔兰", "ireland"), "IE"),
    **dict.fromkeys(("西班牙", "spain"), "ES"),
    **dict.fromkeys(("荷兰", "netherlands"), "NL"),
    **dict.fromkeys(("意大利", "italy"), "IT"),
}
CURRENCIES: dict[str, str] = {
    **dict.fromkeys(("人民币", "RMB", "元"), "CNY"),
    **dict.fromkeys(("港币", "港元"), "HKD"),
    **dict.fromkeys(("卢比", "印度卢比"), "INR"),
    **{"美元": "USD", "英镑": "GBP", "欧元": "EUR", "澳元": "AUD"},
}
SIGNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("¥", "元"), ("CNY", "JPY", "HKD", "TWD")),
    **dict.fromkeys(("A$", "AU$"), ("AUD",)),
    **{"US$": ("USD",), "HK$": ("HKD",), "£": ("GBP",), "€": ("EUR",), "₹": ("INR",), "RMB": ("CNY",)},
}
PRODUCTS: dict[str, str] = {
    **dict.fromkeys(("消费贷", "网络消费贷"), "online_consumer_loan"),
    **dict.fromkeys(("小额贷款", "小贷"), "microloan"),
    **dict.fromkeys(("先买后付", "分期付"), "bnpl"),
    **{"信用卡": "credit_card"},
}
YES_OR_NO: dict[str, bool] = {
    **dict.fromkeys(("yes", "y", "true", "1", "是", "报送"), True),
    **dict.fromkeys(("no", "n", "false", "0", "否", "不报送"), False),
}
PAYMENT_KINDS: dict[str, str] = {
    **dict.fromkeys(("payment", "还款", "入账"), "payment"),
    **dict.fromkeys(("reversal", "冲正", "退回", "撤销", "退票", "returned"), "reversal"),
    **dict.fromkeys(("chargeback", "拒付", "调单拒付"), "chargeback"),
    **dict.fromkeys(("late_fee", "late fee", "滞纳金", "违约金"), "late_fee"),
    **dict.fromkeys(("late_interest", "late interest", "罚息", "逾期利息"), "late_interest"),
}
