"""Whoever writes gets an answer: also when the rules refuse what the bot would say and its fallback."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.model.words import FactKind, Intent, Language, Owner
from bot.storage import tables as t
from bot.storage.database import open_engine
from bot.storage.unit import Store
from tests.kit import NOON, Talk, make_talk

HARSH = {Language.ZH: "法院催收黑名单公司", Language.EN: "Last Warning Court Collections"}
"""Names of lenders that the language check itself would stop."""
LAST = {Language.ZH: "会有真人同事来回复您", Language.EN: "a colleague will answer you"}
SAID = {Language.ZH: "能晚几天还吗", Language.EN: "can I pay a few days later"}


def named(talk: Talk, lender: str) -> Talk:
    """A lender with such a name, where each answer must say by which name and that it is automated."""
    with talk.store.write() as unit:
        unit.connection.execute(update(t.accounts).values(lender=lender, regimes="US"))
        unit.connection.execute(update(t.borrowers).values(residence="US-CA"))
        unit.commit()
    return talk


@pytest.mark.parametrize("language", list(Language))
def test_a_reply_and_its_fallback_refused_leave_one_plain_sentence_and_a_case(
    store: Store, language: Language
) -> None:
    talk = named(make_talk(store, language=language, verified=False), HARSH[language])

    (line,) = talk.say(SAID[language])

    assert LAST[language] in line.text
    with store.read() as unit:
        conversation = unit.talks.get(talk.conversation_id)
        (case,) = unit.cases.queue()
        decided = [entry["verdict"] for entry in unit.audit.entries(kind="decision")]
    assert conversation.owner is Owner.WAITING_FOR_AGENT
    assert case.conversation_id == talk.conversation_id
    assert len(decided) == 3  # the reply, the first fallback, the last: each went before the rules
    assert [verdict in ("allow", "warn") for verdict in decided] == [False, False, True]


def test_a_reply_that_may_leave_needs_no_fallback(sqlite_store: Store) -> None:
    talk = make_talk(sqlite_store)

    (line,) = talk.say(SAID[Language.ZH])

    assert LAST[Language.ZH] not in line.text


@pytest.fixture
def template(_sqlite_template: Path) -> Path:
    """An empty database with every table, to be copied."""
    return _sqlite_template


KINDS = [kind for kind in FactKind if kind is not FactKind.CONSENT]
LEADS = [*Intent]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(KINDS), max_size=4),
    lead=st.sampled_from(LEADS),
    language=st.sampled_from(list(Language)),
    verified=st.booleans(),
    hour=st.integers(min_value=0, max_value=23),
    harsh=st.booleans(),
)
def test_no_facts_no_hour_and_no_wish_leave_a_borrower_without_an_answer(
    template: Path,
    tmp_path: Path,
    kinds: list[FactKind],
    lead: Intent,
    language: Language,
    verified: bool,
    hour: int,
    harsh: bool,
) -> None:
    talk, close = fresh(template, tmp_path, language=language, verified=verified, hour=hour)
    try:
        if harsh:
            named(talk, HARSH[language])
        with talk.store.write() as unit:
            for kind in kinds:
                unit.record.note(
                    borrower_id="B1",
                    account_id="A1",
                    kind=kind,
                    at=talk.clock.at - timedelta(days=1),
                    detail={},
                )
            unit.commit()
        talk.engine.lead = lead

        lines = talk.say(SAID[language])

        assert lines
        assert all(line.text.strip() for line in lines)
    finally:
        close()


def fresh(
    template: Path, folder: Path, *, language: Language, verified: bool, hour: int
) -> tuple[Talk, Callable[[], None]]:
    """A talk on a database of its own, at an hour of the night or the day."""
    path = folder / f"{uuid.uuid4().hex}.db"
    path.write_bytes(template.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    store = Store(engine, new_id=lambda: uuid.uuid4().hex)
    at = NOON.replace(hour=hour)
    return make_talk(store, language=language, verified=verified, at=at), engine.dispose
