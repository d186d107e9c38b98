"""The answer of the door: its shape, its errors, what it asks for, and the order of stages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.compliance import decide, required_texts
from bot.compliance.policy import Policy
from bot.compliance.rule import Stage
from bot.compliance.scenario_facts import answers, question
from bot.model.contact import Contact, Fact, Notice, OfferTerms, Proposal
from bot.model.errors import BadFile
from bot.model.words import Channel, Decision, Outcome, Purpose, Sender
from tests.unit.compliance.cases import case, policy, reminder

NOON = datetime(2026, 10, 14, 4, 0, tzinfo=UTC)  # noon in Shanghai
NIGHT = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)  # eleven at night in Shanghai


def test_a_neutral_message_at_noon_may_leave():
    verdict = decide(case(), reminder(), now=NOON, policy=policy())

    assert verdict.decision is Decision.ALLOW
    assert verdict.may_leave
    assert verdict.policy_version == policy().version
    assert "CN-TIME-1" in verdict.considered


def test_the_answer_has_the_shape_of_check_in_both_languages():
    verdict = decide(case(), reminder(), now=NIGHT, policy=policy())

    zh, en = verdict.as_json("zh"), verdict.as_json("en")

    assert set(zh) == {"verdict", "rules", "not_before", "required"}
    assert zh["verdict"] == "block"
    assert zh["not_before"] == "2026-10-15T08:00:00+08:00"
    assert zh["rules"][0]["id"] == en["rules"][0]["id"] == "CN-TIME-1"
    assert {"id", "citation", "why"} <= set(zh["rules"][0])
    assert zh["rules"][0]["why"] != en["rules"][0]["why"]


def test_an_error_inside_the_engine_is_a_block():
    broken = Policy((), None, "broken")  # type: ignore[arg-type]

    verdict = decide(case(), reminder(), now=NOON, policy=broken)

    assert verdict.decision is Decision.BLOCK
    assert [hit.id for hit in verdict.rules] == ["ENGINE-ERROR"]


def test_a_naive_moment_is_an_error_and_so_a_block():
    verdict = decide(
        case("CN", Fact(NOON, "student")), reminder(), now=NOON.replace(tzinfo=None), policy=policy()
    )

    assert [hit.id for hit in verdict.rules] == ["ENGINE-ERROR"]


def test_rules_come_in_the_order_of_stages():
    file = case(
        "CN", Fact(NOON, "deceased"), Fact(NOON, "dispute"), Fact(NOON, "opt_out", {"channel": "sms"})
    )
    said = replace(reminder(), text="老赖，还钱")

    verdict = decide(file, said, now=NIGHT, policy=policy())

    stages = [hit.stage for hit in verdict.rules]
    assert stages == sorted(stages)
    assert {Stage.STOP, Stage.PAUSE, Stage.MEDIA, Stage.WINDOW, Stage.CONTENT, Stage.BAN} <= set(stages)


def test_facts_of_tomorrow_do_not_exist_yet():
    file = case("CN", Fact(NOON + timedelta(seconds=1), "deceased"))

    assert decide(file, reminder(), now=NOON, policy=policy()).decision is Decision.ALLOW


def test_a_lifted_fact_lets_go_at_the_moment_it_is_lifted():
    file = case("CN", Fact(NOON - timedelta(days=3), "dispute", ended_at=NOON))

    assert decide(file, reminder(), now=NOON, policy=policy()).decision is Decision.ALLOW
    early = decide(file, reminder(), now=NOON - timedelta(seconds=1), policy=policy())
    assert early.decision is Decision.BLOCK
    assert early.not_before == NOON


def test_a_moment_can_be_asked_about_before_anything_is_written():
    said = Proposal(Channel.SMS, Purpose.REMINDER)

    assert decide(case(), said, now=NOON, policy=policy()).decision is Decision.ALLOW


def test_required_texts_name_what_the_wording_must_add():
    said = Proposal(Channel.SMS, Purpose.REMINDER)

    assert set(required_texts(case("CN"), said, policy(), now=NOON)) == {"identity", "bot_disclosure"}
    assert "debt_advice" in required_texts(case("UK"), said, policy(), now=NOON)
    assert "opt_out_notice" in required_texts(case("US"), said, policy(), now=NOON)


def test_required_texts_are_met_by_a_text_that_carries_them():
    file = case("UK")
    said = Proposal(
        Channel.EMAIL,
        Purpose.REMINDER,
        "Automated assistant of Alder Finance: your loan is overdue. Free debt advice: MoneyHelper.",
    )

    verdict = decide(file, said, now=NOON + timedelta(hours=6), policy=policy())

    assert verdict.required == ()
    assert verdict.decision is Decision.ALLOW


def test_a_cost_table_opens_the_way_to_a_yes():
    yes = Proposal(
        Channel.IM,
        Purpose.CONFIRMATION,
        "好的，已经帮您记下来了。",
        offer=OfferTerms("deferral", days=14, annual_cost_rate=Decimal("0")),
        reply_to_inbound=True,
    )
    talk = (
        Contact(NOON - timedelta(minutes=9), "outbound", Channel.IM, Outcome.DELIVERED),
        Contact(NOON - timedelta(minutes=5), "inbound", Channel.IM, Outcome.REPLIED),
    )

    without = decide(case("CN", *talk), yes, now=NOON, policy=policy())
    shown = decide(case("CN", *talk, Notice(NOON, "cost_table")), yes, now=NOON, policy=policy())

    assert (without.decision, without.required) == (Decision.REQUIRE, ("cost_table",))
    assert shown.decision is Decision.ALLOW


def test_a_supervisors_words_pass_the_same_door():
    rude = replace(reminder(), by=Sender.AGENT, text="【青禾消费金融】老赖，不要脸")

    assert decide(case(), rude, now=NOON, policy=policy()).decision is Decision.BLOCK


ENTRY = {
    "id": "x",
    "now": "2026-10-14T12:00:00+08:00",
    "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["CN"]},
    "borrower": {"language": "zh", "timezone": "Asia/Shanghai", "residence": "CN"},
    "account": {"currency": "CNY", "overdue_amount": "1280.00"},
    "propose": {"channel": "sms", "purpose": "reminder"},
}


@pytest.mark.parametrize(
    ("part", "value", "named"),
    [
        ("lender", {"actr": "first_party"}, "lender.actr"),
        ("lender", {"actor": "bank"}, "lender.actor"),
        ("borrower", {"timzone": "x"}, "borrower.timzone"),
        ("borrower", {"timezone": "Mars/Base"}, "borrower.timezone"),
        ("account", {"currency": "CNY", "overdue_amount": "12,x"}, "account.overdue_amount"),
        ("propose", {"channel": "fax"}, "propose.channel"),
        ("propose", {"channel": "sms", "txt": "x"}, "propose.txt"),
        ("propose", {"channel": "sms", "deliver_by": "2026-10-14T12:00:00"}, "propose.deliver_by"),
        ("propose", {"channel": "sms", "recipient": "mum"}, "propose.recipient"),
        ("propose", {"channel": "sms", "offer": {"kind": "gift"}}, "propose.offer.kind"),
        ("history", [{"at": "2026-10-14T12:00:00+08:00", "fact": {"kind": "rain"}}], "history[1].fact.kind"),
        ("history", [{"at": "2026-10-14T12:00:00+08:00", "fcat": {}}], "history[1].fcat"),
        ("history", [{"fact": {"kind": "cease"}}], "history[1].at"),
        ("verified", "yes", "verified"),
        ("account", {"currency": "CNY", "credit_reported": "false"}, "account.credit_reported"),
        ("propose", {"channel": "sms", "asked_for": "false"}, "propose.asked_for"),
        ("propose", {"channel": "sms", "reply_to_inbound": "no"}, "propose.reply_to_inbound"),
        ("mood", 1, "entry.mood"),
    ],
)
def test_a_misspelt_question_is_an_error_that_names_file_id_and_key(part, value, named):
    with pytest.raises(BadFile) as caught:
        question({**ENTRY, part: value}, file="cn.yml")

    assert "cn.yml, x" in str(caught.value)
    assert named in str(caught.value)


def test_the_example_of_the_format_is_read():
    asked = question(
        {
            **ENTRY,
            "history": [
                {
                    "at": "2026-10-13T10:00:00+08:00",
                    "fact": {"kind": "inconvenient_time", "from": 540, "to": "12:00", "days": "weekdays"},
                },
                {
                    "at": "2026-10-13T10:00:00+08:00",
                    "promise": {"amount": "300.00", "due_on": "2026-10-20", "status": "open"},
                },
                {
                    "at": "2026-10-13T10:00:00+08:00",
                    "fact": {"kind": "mental_health_crisis", "started_on": "2026-10-01"},
                },
            ],
        }
    )

    hours, promise, moratorium = asked.case.history
    assert str(hours.detail["from"]) == "09:00:00"
    assert hours.detail["days"] == ("mon", "tue", "wed", "thu", "fri")
    assert promise.amount.minor == 30000
    assert (moratorium.kind, moratorium.detail["type"]) == ("breathing_space", "mental_health_crisis")


def test_a_service_message_answers_only_who_wrote_in_the_same_medium_within_a_day():
    wrote = Contact(NOON - timedelta(hours=24), "inbound", Channel.IM, Outcome.REPLIED)

    assert answers(Purpose.SERVICE, Channel.IM, case("CN", wrote), now=NOON)
    assert not answers(Purpose.SERVICE, Channel.SMS, case("CN", wrote), now=NOON)
    assert not answers(Purpose.SERVICE, Channel.IM, case("CN", wrote), now=NOON + timedelta(seconds=1))
    assert not answers(Purpose.REMINDER, Channel.IM, case("CN", wrote), now=NOON)


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        (None, "您好，我是自动助手小禾，有一条消息。", Decision.ALLOW),
        ("青禾", "您好，我是自动助手小禾，有一条消息。", Decision.REQUIRE),
        ("青禾", "您好，我是青禾的自动助手小禾，有一条消息。", Decision.ALLOW),
    ],
)
def test_who_speaks_is_said_by_the_lenders_name_once_it_is_known(name, text, verdict):
    file = case()
    file = replace(file, lender=replace(file.lender, name=name))

    assert decide(file, replace(reminder(), text=text), now=NOON, policy=policy()).decision is verdict


def test_a_first_answer_says_it_is_a_machine_where_the_law_asks_for_that():
    answer = Proposal(Channel.IM, Purpose.REPLY, "Your next due date is in the app.", reply_to_inbound=True)
    december = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)

    there = decide(case("EU"), answer, now=december, policy=policy())
    here = decide(case("IN"), answer, now=december, policy=policy())

    assert (there.decision, there.required) == (Decision.REQUIRE, ("bot_disclosure",))
    assert here.decision is Decision.ALLOW


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Hello, I'm the automated assistant of Fairwater Loans. Your birth date, please?", Decision.ALLOW),
        ("Hello, I'm the automated assistant of Fairwater Loans. It is about your loan.", Decision.BLOCK),
    ],
)
def test_a_lender_with_loans_in_its_name_may_say_its_name_before_verification(text, verdict):
    file = case("UK")
    file = replace(file, lender=replace(file.lender, name="Fairwater Loans"), verified=False)
    answer = Proposal(Channel.IM, Purpose.SERVICE, text, language="en", reply_to_inbound=True)

    assert decide(file, answer, now=NOON, policy=policy()).decision is verdict
