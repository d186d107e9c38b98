"""Ridge regression from sparse sums: the same numbers as from one large table, and really left-one-out."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understanding.learning import RIDGE, Counted, Floats, _solve

SENTENCES, COUNTED, NUMBERS, LABELS = 40, 30, 6, 4


@pytest.fixture
def problem() -> tuple[list[Counted], Floats, Floats]:
    dice = np.random.default_rng(7)
    rows = [
        (
            np.sort(dice.choice(COUNTED, size=size, replace=False)).astype(np.intp),
            dice.random(size).astype("f"),
        )
        for size in dice.integers(0, 9, SENTENCES)
    ]
    dense = np.hstack([dice.standard_normal((SENTENCES, NUMBERS)), np.ones((SENTENCES, 1))]).astype("f")
    wanted = (dice.random((SENTENCES, LABELS)) < 0.3).astype("f")
    return rows, dense, wanted


def table(rows: list[Counted], dense: Floats) -> Floats:
    found = np.zeros((len(rows), COUNTED), np.float32)
    for row, (columns, weights) in enumerate(rows):
        found[row, columns] = weights
    return np.hstack([found, dense])


def ridge(rows: Floats, wanted: Floats) -> Floats:
    matrix = rows.T @ rows + RIDGE * np.eye(rows.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(matrix, rows.T @ wanted))


def test_sparse_sums_give_the_weights_of_the_whole_table(
    problem: tuple[list[Counted], Floats, Floats],
) -> None:
    rows, dense, wanted = problem

    found, _ = _solve(rows, dense, wanted, counted=COUNTED)

    np.testing.assert_allclose(found, ridge(table(rows, dense), wanted), atol=2e-4)


def test_a_sentence_scores_as_if_it_had_not_been_learned(
    problem: tuple[list[Counted], Floats, Floats],
) -> None:
    rows, dense, wanted = problem
    whole = table(rows, dense)

    _, left_out = _solve(rows, dense, wanted, counted=COUNTED)

    for one in range(0, SENTENCES, 7):
        others = np.arange(SENTENCES) != one
        np.testing.assert_allclose(
            left_out[one], whole[one] @ ridge(whole[others], wanted[others]), atol=2e-3
        )
