import pytest

from bot.understanding.too_much import finds_too_dear


@pytest.mark.parametrize(
    "text", ["too much for me", "that's a bit too high", "still too much", "太多了", "有点高", "还是太贵了"]
)
def test_a_figure_that_is_too_high_is_no_cry_for_help(text: str) -> None:
    assert finds_too_dear(text)


@pytest.mark.parametrize(
    "text", ["it's all too much, I can't go on", "everything is too much", "太多事了 撑不下去", ""]
)
def test_anything_more_is_left_to_the_signals(text: str) -> None:
    assert not finds_too_dear(text)
