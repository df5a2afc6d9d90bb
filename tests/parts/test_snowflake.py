"""Ids made of time, against every way in which a clock can be wrong."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import snowflake as peer
from hypothesis import given
from hypothesis import strategies as st

from course.clock import ManualClock, SystemClock
from course.parts import base62
from course.parts.snowflake import (
    EPOCH_MS,
    IDS_PER_MS,
    LAST_MS,
    ClockWentBack,
    IdParts,
    Snowflake,
    join,
    split,
)

TODAY_S = 1_795_219_200.0
PARTS = st.builds(IdParts, st.integers(EPOCH_MS, LAST_MS), st.integers(0, 1023), st.integers(0, 4095))


class ShakyClock:
    """Shows what it was told to, one value a look, then goes on from the last one by a millisecond a look."""

    def __init__(self, shown_ms):
        self._shown_ms = list(shown_ms)
        self._last_ms = EPOCH_MS

    def now_s(self):
        self._last_ms = self._shown_ms.pop(0) if self._shown_ms else self._last_ms + 1
        return self._last_ms / 1000


def shaky(steps):
    """A clock that makes these steps (milliseconds), and ids that wait for it without a limit."""
    now_ms, shown = EPOCH_MS + 10**9, []
    for step in steps:
        now_ms += step
        shown.append(now_ms)
    return Snowflake(5, ShakyClock(shown), patience_s=1e9, wait=lambda _: None)


@given(PARTS)
def test_split_undoes_join_and_the_peer_reads_the_same(parts):
    number = join(parts)
    assert split(number) == parts
    read = peer.Snowflake.parse(number, epoch=EPOCH_MS)
    assert (read.milliseconds, read.instance, read.seq) == (parts.at_ms, parts.machine, parts.sequence)


@given(st.lists(st.integers(-20, 20), max_size=200))
def test_ids_rise_whatever_the_clock_shows(steps):
    # BUG-012: the clock goes back, and no id comes again
    ids = shaky(steps)
    made = [ids.next_id() for _ in range(len(steps) + 5)]
    assert all(one < other for one, other in pairwise(made))
    assert {split(number).machine for number in made} == {5}


@given(st.lists(st.tuples(st.integers(-3, 5), st.integers(0, 9_000)), max_size=12))
def test_a_batch_rises_too_and_mixes_with_single_ids(moves):
    ids = shaky(step for step, _ in moves)
    made = []
    for _, count in moves:
        made += [*ids.batch(count), ids.next_id()]
    assert len(made) == sum(count for _, count in moves) + len(moves)
    assert all(one < other for one, other in pairwise(made))


def test_a_full_millisecond_waits_for_the_next_where_the_peer_gives_none():
    clock = ManualClock(TODAY_S)
    waits_s = []

    def wait(seconds):
        waits_s.append(seconds)
        clock.advance(seconds)

    ids = Snowflake(1, clock, wait=wait)
    made = [ids.next_id() for _ in range(IDS_PER_MS + 1)]
    assert [split(number).sequence for number in made] == [*range(IDS_PER_MS), 0]
    assert waits_s == [0.001]
    assert split(made[-1]).at_ms == split(made[0]).at_ms + 1


def test_a_small_step_back_is_waited_for_and_a_large_one_is_refused():
    now_ms = int(1000 * TODAY_S)
    waited = Snowflake(1, ShakyClock([now_ms, now_ms - 8, now_ms + 1]), wait=lambda _: None)
    assert waited.next_id() < waited.next_id()
    refused = Snowflake(1, ShakyClock([now_ms, now_ms - 1_000]), wait=lambda _: None)
    refused.next_id()
    with pytest.raises(ClockWentBack, match=r"1\.000 s behind the last id; we wait 0\.01 s at most"):
        refused.next_id()


def test_a_clock_that_stands_still_is_noticed():
    ids = Snowflake(1, ManualClock(TODAY_S), wait=lambda _: None)
    ids.batch(IDS_PER_MS)
    with pytest.raises(ClockWentBack, match=r"stands still.*clock\.advance"):
        ids.next_id()


def test_a_restart_begins_after_the_moment_that_it_is_told():
    clock = ManualClock(TODAY_S)
    before = Snowflake(1, clock).batch(3)
    again = Snowflake(1, clock, not_before_ms=int(1000 * TODAY_S), wait=clock.advance)
    assert min(again.batch(3)) > max(before)
    assert Snowflake(1, clock).next_id() > max(before)  # the clock has moved on meanwhile


def test_threads_share_a_machine_without_sharing_ids():
    ids = Snowflake(1, SystemClock(), patience_s=60)
    ready = threading.Barrier(4)

    def make(_):
        ready.wait()
        return [ids.next_id() for _ in range(5_000)] + ids.batch(5_000)

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(4)))
    assert all(one < other for each in made for one, other in pairwise(each))
    assert len(set().union(*made)) == 40_000


@pytest.mark.parametrize("machine", [-1, 1024])
def test_a_machine_number_beyond_ten_bits_is_refused(machine):
    with pytest.raises(ValueError, match="from 0 to 1,023"):
        Snowflake(machine, ManualClock())


def test_times_that_do_not_fit_are_refused():
    with pytest.raises(ClockWentBack):
        Snowflake(1, ManualClock(EPOCH_MS / 1000 - 1)).next_id()
    last = Snowflake(1, ManualClock(LAST_MS / 1000 + 0.0005)).next_id()
    assert last.bit_length() == 63
    with pytest.raises(OverflowError, match="2090"):
        Snowflake(1, ManualClock(LAST_MS / 1000 + 1)).next_id()


def test_a_code_of_an_id_has_ten_characters_and_eleven_from_may_2027():
    # BUG-010: not seven
    lengths = {
        day: len(base62.encode(join(IdParts(1000 * seconds, 0, 0))))
        for day, seconds in {
            "2026-11-21": 1_795_219_200,
            "2027-05-06": 1_809_561_600,
            "2027-05-07": 1_809_648_000,
        }.items()
    }
    assert lengths == {"2026-11-21": 10, "2027-05-06": 10, "2027-05-07": 11}
