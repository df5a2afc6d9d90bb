"""Events in virtual time."""

import random

import pytest

from course.clock import ManualClock
from course.simulation.timeline import Timeline


@pytest.fixture
def timeline():
    return Timeline(ManualClock(0.0))


def test_events_run_in_the_order_of_their_times_and_see_them_on_the_clock(timeline):
    seen = []
    for time_s in (3.0, 1.0, 2.0):
        timeline.at(time_s, lambda: seen.append(timeline.clock.now_s()))
    timeline.run()
    assert seen == [1.0, 2.0, 3.0]


def test_equal_times_keep_the_order_in_which_they_were_set(timeline):
    seen = []
    for name in "abc":
        timeline.at(1.0, lambda name=name: seen.append(name))
    timeline.at(1.0, lambda: timeline.after(0, lambda: seen.append("last")))
    timeline.run()
    assert seen == ["a", "b", "c", "last"]


def test_an_event_may_set_the_next_one(timeline):
    seen = []

    def tick():
        seen.append(timeline.clock.now_s())
        timeline.after(10, tick)

    tick()
    timeline.run(until_s=30)
    assert seen == [0, 10, 20, 30]
    assert timeline.clock.now_s() == 30


def test_running_until_a_moment_leaves_later_events_for_the_next_run(timeline):
    seen = []
    timeline.at(5, lambda: seen.append(5))
    timeline.run(until_s=4)
    assert (seen, timeline.clock.now_s()) == ([], 4)
    timeline.run()
    assert (seen, timeline.clock.now_s()) == ([5], 5)


def test_the_past_is_refused(timeline):
    timeline.run(until_s=10)
    for moment in (9.0, float("nan")):
        with pytest.raises(ValueError, match=r"It is 10\.0 s already"):
            timeline.at(moment, print)
    with pytest.raises(ValueError, match="nothing can happen"):
        timeline.after(-1, print)


def test_an_event_that_fell_due_while_an_action_moved_the_clock_runs_late(timeline):
    seen = []
    timeline.at(1, lambda: timeline.clock.advance(10))
    timeline.at(2, lambda: seen.append(timeline.clock.now_s()))
    timeline.run(until_s=5)
    assert seen == [11]


def test_many_events_at_a_large_time_of_day_never_run_backwards():
    clock = ManualClock()
    timeline = Timeline(clock)
    rng = random.Random(2)
    start_s = clock.now_s()
    seen = []
    for _ in range(2000):
        timeline.at(start_s + rng.random(), lambda: seen.append(clock.now_s()))
    timeline.run()
    assert seen == sorted(seen)
    assert len(seen) == 2000


def test_a_program_sleeps_between_its_steps_and_others_run_meanwhile():
    timeline, seen = Timeline(ManualClock(0.0)), []

    def program(name, sleep_s):
        for step in range(3):
            seen.append((timeline.clock.now_s(), name, step))
            yield sleep_s

    timeline.start(program("a", 2.0))
    timeline.at(1.0, lambda: timeline.start(program("b", 2.0)))
    timeline.run()
    assert seen == [(0, "a", 0), (1, "b", 0), (2, "a", 1), (3, "b", 1), (4, "a", 2), (5, "b", 2)]
    assert timeline.clock.now_s() == 7  # the last sleep, too
