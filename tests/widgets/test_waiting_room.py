"""Lesson 00's pictures."""

import random

import pytest

from course.parts.waiting_room import visits
from course.widgets.waiting_room import LOADS_PER_S, PROMISE_S, draw, load_and_wait, request_grid, waits
from tests.widgets.layout import assert_legible


def test_at_the_start_the_promise_is_broken():
    view = load_and_wait()
    assert view.result.p99_s > PROMISE_S
    assert "The promise of 100 ms is broken" in view.summary


def test_some_load_keeps_the_promise_and_the_next_one_breaks_it():
    kept = [waits(load).p99_s < PROMISE_S for load in LOADS_PER_S]
    assert kept[0]
    assert not kept[-1]
    assert sorted(kept, reverse=True) == kept


@pytest.mark.parametrize("load", LOADS_PER_S)
def test_every_state_is_legible(load):
    assert_legible(draw(waits(load)))


def test_the_grid_counts_who_was_sent_away():
    seen = visits(1_000, random.Random(23), places=6)
    refused = sum(visit.refused for visit in seen)
    assert refused
    assert request_grid(seen).alt.startswith(f"{refused} of 1,000 requests were sent away")
