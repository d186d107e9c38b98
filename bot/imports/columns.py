"""The columns of each file: their names, the other names they go by, and which of them are personal.

``docs/import.md`` describes them for lenders; a test holds that page and this module together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    personal: bool = False


def _optional(name: str, *aliases: str) -> Column:
    return Column(name, aliases, required=False)


def _personal(name: str, *aliases: str, required: bool = False) -> Column:
    return Column(name, aliases, required=required, personal=True)


ACCOUNT_ID = Column(
    "account_id", ("账户号", "账户编号", "账号", "借据号", "合同号", "账户ID", "account", "loan_id")
)

ACCOUNTS: tuple[Column, ...] = (
    ACCOUNT_ID,
    Column("borrower_id", ("客户号", "客户编号", "借款人编号", "借款人ID", "customer_id")),
    _personal("name", "姓名", "客户姓名", "借款人姓名", "full_name", required=True),
    Column("language", ("语言", "沟通语言")),
    _optional("timezone", "时区"),
    Column("residence", ("居住地", "居住国家", "国家", "国家或地区", "country")),
    _personal("city", "城市", "居住城市"),
    _personal("phone", "手机号", "手机号码", "手机", "电话", "联系电话", "mobile"),
    _personal("email", "邮箱", "电子邮箱", "电子邮件"),
    _optional("phone_consent_at", "短信授权时间", "电话授权时间", "手机授权时间"),
    _optional("email_consent_at", "邮箱授权时间", "邮件授权时间"),
    _personal("phone_last4", "手机尾号", "手机后四位"),
    _personal("birth_date", "出生日期", "生日", "date_of_birth", "dob"),
    _personal("id_last4", "身份证后四位", "证件后四位", "证件尾号"),
    _personal("postcode", "邮编", "邮政编码", "postal_code", "zip"),
    _optional("payday", "发薪日", "工资日"),
    Column("lender", ("出借机构", "贷款机构", "放款机构")),
    Column("actor", ("机构角色", "催收主体", "主体")),
    Column("product", ("产品", "产品类型", "贷款产品")),
    Column("currency", ("币种", "货币")),
    _optional("regimes", "适用规则", "法域", "监管规则"),
    Column("annual_rate", ("年利率", "年化利率", "apr")),
    _optional("late_daily_rate", "逾期日利率", "罚息日利率"),
    _optional("opened_on", "开户日期", "放款日期", "借款日期"),
    _optional("credit_reported", "是否报送征信", "报送征信", "上征信"),
)
INSTALMENTS: tuple[Column, ...] = (
    ACCOUNT_ID,
    Column("number", ("期数", "期次", "期号", "instalment", "installment")),
    Column("due_on", ("到期日", "应还日期", "应还日", "还款日", "due_date")),
    Column("principal", ("本金", "应还本金")),
    _optional("interest", "利息", "应还利息"),
    _optional("fees", "费用", "应还费用", "手续费", "fee"),
)
PAYMENTS: tuple[Column, ...] = (
    Column("payment_id", ("流水号", "还款编号", "还款流水号", "交易号", "transaction_id")),
    ACCOUNT_ID,
    Column("paid_on", ("还款日期", "到账日期", "入账日期", "交易日期", "payment_date")),
    Column("amount", ("金额", "还款金额", "到账金额")),
    _optional("kind", "类型", "交易类型"),
    _optional("reverses", "冲正流水", "冲正流水号", "被冲正流水号"),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    "accounts": ACCOUNTS,
    "instalments": INSTALMENTS,
    "payments": PAYMENTS,
}


def header_key(text: str) -> str:
    """The spelling under which a header is looked up: no case, no spaces, no punctuation, no width."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-./:]|\(.*?\)", "", wide)


def lookup(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every header that names a column."""
    return {header_key(name): column for column in columns for name in (column.name, *column.aliases)}
