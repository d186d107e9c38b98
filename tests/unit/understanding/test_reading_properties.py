"""What holds for any message whatever: no crash, honest offsets, ordered days."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.words import Language
from bot.understanding.amounts import read_amounts
from bot.understanding.dates import read_dates
from bot.understanding.language import detect_language
from bot.understanding.text import listed, normalise

WORDS = (
    "下 周 五 15 号 31 2 29 月 日 底 之前 天 两三 半 个 年 还 ， 500 元 千 万 百 ５ 。 到"
    " 或 the th next week friday end of "
    "month in 3 a couple days or between and / - . , £ half k "
    "發 工資 那天 last paid 一 … 😅 至 9999 0 国庆 后"
)
PIECES = st.sampled_from(listed(WORDS))
MESSAGES = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
)
MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2032, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(text=MESSAGES, at=MOMENTS, language=st.sampled_from(list(Language)))
def test_days_come_in_order_inside_the_text_and_not_before_today(
    text: str, at: datetime, language: Language
) -> None:
    for mention in read_dates(text, at=at, language=language, payday=31):
        assert text[mention.begin : mention.finish] == mention.text != ""
        assert mention.start is not None
        assert mention.end is not None
        assert mention.start <= mention.end or mention.past
        assert mention.past or mention.start >= at.date()


@given(text=MESSAGES, language=st.sampled_from(list(Language)))
def test_amounts_lie_inside_the_text_and_are_never_negative(text: str, language: Language) -> None:
    for mention in read_amounts(text, language=language, currency="CNY"):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.value is None or mention.value >= 0
        assert mention.fraction is None or (mention.value is None and mention.currency is None)
        assert mention.low is None or mention.high is None or mention.low <= mention.high


@given(text=MESSAGES, at=MOMENTS)
def test_reading_twice_reads_the_same(text: str, at: datetime) -> None:
    later = at + timedelta(seconds=1)
    if later.date() == at.date():
        assert read_dates(text, at=at) == read_dates(text, at=later)


@given(text=st.text(max_size=80))
def test_every_character_has_a_place_in_the_original(text: str) -> None:
    ready = normalise(text)
    for index in range(len(ready.text)):
        start, end = ready.span(index, index + 1)
        assert 0 <= start < end <= len(text)


@given(text=st.text(max_size=80), default=st.sampled_from(list(Language)))
def test_some_language_is_always_found(text: str, default: Language) -> None:
    assert detect_language(text, default=default) in Language
