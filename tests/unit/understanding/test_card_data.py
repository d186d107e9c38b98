"""Card numbers and one-time codes are hidden; answers to the check, references and dates are not."""

from __future__ import annotations

import pytest

from bot.understanding.card_data import without_card_data


@pytest.mark.parametrize(
    "text",
    [
        "my card number is 4929123456789012",
        "4539 1488 0343 6467",
        "visa 4929-1234-5678-9012 exp 09/27 cvv 123",
        "卡号6222021234567890123",
        "the code is 839201",
        "otp 8392",
        "验证码839201",
        "支付密码是Abc123456",
        "4111.1111.1111.1111",
        "４１１１１１１１１１１１１１１１",
        "my card is 4111 1111\n1111 1111",
        "41111111\n11111111",
        "3782.822463.10005",
        "code 839 201",
        "OTP 839-201",
        "839201 is the code",
        "839201就是验证码",
        "动态密码是839201",
        "密码123456",
        "密码：hunter",
        "password: hunter",
        "my password is hunter2",
        "my pin is 4821",
        "cvv123",
    ],
)
def test_what_would_open_an_account_is_hidden(text: str) -> None:
    hidden = without_card_data(text)
    assert "••••" in hidden
    assert not any(
        run in hidden
        for run in (
            "4929",
            "4539",
            "6222",
            "8392",
            "Abc123",
            "123456",
            "1111",
            "hunter",
            "4821",
            "2246",
            "839",
            "cvv123",
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "4821",
        "1990-01-31",
        "my postcode is 110001",
        "pin code 110001",
        "sort code 200000",
        "the code 4821",
        "I paid, reference 2026031015300001",
        "转了1280，订单号2026031022001412345678901234",
        "I can pay 150 on 13/03/2026",
        "call me on 07700 900123",
        "my password is wrong",
        "密码忘了，怎么办",
        "the app says my password was reset",
        "my pin is 110001",
        "密码是多少",
        "忘了密码 500明天还",
        "忘记密码，500明天还",
        "forgot my password, 240 on friday",
        "I'll pay by card 13/03/2026 240.00",
        "paid by card 240 10/03/2026 15:30",
    ],
)
def test_other_figures_stay(text: str) -> None:
    assert without_card_data(text) == text


def test_a_row_of_guesses_is_left_to_the_check() -> None:
    row = "4819 4820 4821 4822"
    assert without_card_data(row, checking=True) == row
