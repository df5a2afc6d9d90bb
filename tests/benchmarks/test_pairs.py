"""The scales are checked before anything is weighed."""

import io

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import report
from tests.benchmarks.pairs import Outcome, Pair, measure
from tests.benchmarks.parts import part_pairs


def busy(steps):
    for _ in range(steps):
        pass


def pair(goal):
    return Pair("part", "peer", ours=lambda: 1, peer=lambda: 1, goal=goal)


@pytest.mark.parametrize(
    ("goal", "verdict", "code"), [(2.0, "reached", 0), (2.1, "MISSED", 1), (None, "shown only", 0)], ids=str
)
def test_a_missed_goal_is_said_and_changes_the_exit_code(goal, verdict, code):
    page = io.StringIO()
    outcome = Outcome(pair(goal), ours_s=0.010, peer_s=0.020)
    assert report([outcome], Console(file=page, width=100)) == code
    assert verdict in page.getvalue()
    assert "2.00" in page.getvalue()


def test_the_ratio_is_that_of_the_best_times():
    rounds = iter([0, 300_000, 1_000, 1_000, 1_000, 1_000])  # the first only compares results, the second is unlucky
    outcome = measure(Pair("part", "peer", lambda: busy(next(rounds)), lambda: busy(100_000), None))
    assert outcome.ratio > 10


def test_sides_that_disagree_are_not_compared():
    with pytest.raises(AssertionError, match="different results"):
        measure(Pair("part", "peer", lambda: 1, lambda: 2, None))


def test_both_sides_of_every_pair_do_the_same_work():
    for each in part_pairs():
        assert each.ours() == each.peer(), each.name
