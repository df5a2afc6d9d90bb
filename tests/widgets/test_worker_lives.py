"""The short lives of lesson 22b."""

from itertools import product

import pytest

from course.widgets.worker_lives import (
    BATCHES,
    COPY_S,
    FOLLOWERS,
    LIVES_S,
    PATIENCE_S,
    TAKEOVER_S,
    TRIP_S,
    draw,
    simulate,
    worker_lives,
)
from tests.widgets.layout import assert_legible

STATES = list(product(LIVES_S, BATCHES))


def test_without_a_note_nobody_ever_gets_to_the_end():
    view = worker_lives().set(batch=FOLLOWERS)
    assert view.result.done_s is None
    assert "not within 600 s" in view.summary
    assert {worker.reached for worker in view.result.workers} == {399_990}


def test_at_the_start_the_next_worker_begins_at_the_note_and_the_text_says_so():
    view = worker_lives()
    assert not view.result.meets
    assert "Worker 2 starts at follower 300,000, worker 3 starts at follower 600,000" in view.summary


def test_of_all_batches_two_reach_the_target_at_forty_seconds():
    assert [batch for batch in BATCHES if simulate(40, batch).meets] == [100, 1_000]


def replayed(life_s, batch):
    """Batch by batch, with a clock: when it was done, and what was written again."""
    now_s = again = noted = 0
    while now_s < PATIENCE_S:
        dies_s, here = now_s + life_s, noted
        while noted < FOLLOWERS:
            size = min(batch, FOLLOWERS - noted)
            if now_s + TRIP_S + size * COPY_S > dies_s + 1e-6:
                break
            now_s += TRIP_S + size * COPY_S
            noted += size
        if noted == FOLLOWERS:
            return now_s, again
        again += max(0, int((dies_s - now_s - TRIP_S) / COPY_S + 1e-6))
        now_s = dies_s + TAKEOVER_S
        assert noted >= here
    return None, again


@pytest.mark.parametrize(("life_s", "batch"), [(40, 100), (40, 1_000), (40, 10_000), (40, 100_000), (120, 10_000)])
def test_the_shortcut_is_a_replay_batch_by_batch(life_s, batch):
    done_s, again = replayed(life_s, batch)
    lives = simulate(life_s, batch)
    assert lives.done_s == pytest.approx(done_s, abs=0.01)
    assert lives.written_again == pytest.approx(again, abs=3 * len(lives.workers))


@pytest.mark.parametrize(("life_s", "batch"), STATES)
def test_every_state_is_legible_and_no_worker_goes_back_behind_a_note(life_s, batch):
    lives = simulate(life_s, batch)
    assert_legible(draw(lives))
    for before, after in zip(lives.workers, lives.workers[1:], strict=False):
        assert after.first == before.noted <= before.reached
        assert after.start_s == before.end_s + TAKEOVER_S
