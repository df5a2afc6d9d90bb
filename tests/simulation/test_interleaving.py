"""Callers that share a store, played in every order."""

import math
import threading

import pytest

from course.errors import CourseError
from course.simulation import interleaving
from course.simulation.interleaving import NameStore, Step, every_interleaving, holds_a_lock, run_schedule


def claim_by_looking_first(owner):
    def claim(store: NameStore) -> bool:
        if store.get("party") is not None:
            return False
        store.set("party", owner)
        return True

    return claim


def claim_at_once(owner):
    def claim(store: NameStore) -> bool:
        return store.set_if_absent("party", owner)

    return claim


def caller_of(calls):
    def call(store: NameStore) -> int:
        for _ in range(calls):
            store.get("party")
        return calls

    return call


@pytest.fixture(autouse=True)
def no_thread_is_left():
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def test_looking_first_lets_both_callers_hear_yours_in_four_orders_of_six():
    runs = list(every_interleaving([claim_by_looking_first("ann"), claim_by_looking_first("bob")]))
    both = [run.schedule for run in runs if run.results == (True, True)]
    assert sorted(run.schedule for run in runs) == [
        (0, 0, 1),
        (0, 1, 0, 1),
        (0, 1, 1, 0),
        (1, 0, 0, 1),
        (1, 0, 1, 0),
        (1, 1, 0),
    ]
    assert sorted(both) == [(0, 1, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0)]


@pytest.mark.parametrize("owners", [["ann", "bob"], ["ann", "bob", "cy"]], ids=["two callers", "three callers"])
def test_set_if_absent_gives_the_name_to_exactly_one_in_every_order(owners):
    runs = list(every_interleaving([claim_at_once(owner) for owner in owners]))
    assert len(runs) == math.factorial(len(owners))
    for run in runs:
        assert run.results.count(True) == 1
        assert run.store == {"party": owners[run.results.index(True)]}


@pytest.mark.parametrize("calls", [(1, 1), (2, 2), (3, 3), (5, 1), (0, 2), (2, 2, 2), (1, 2, 3)], ids=str)
def test_every_order_comes_exactly_once(calls):
    schedules = [run.schedule for run in every_interleaving([caller_of(n) for n in calls])]
    orders = math.factorial(sum(calls)) // math.prod(math.factorial(n) for n in calls)
    assert len(schedules) == len(set(schedules)) == orders


def test_a_run_tells_each_step_and_its_result():
    run = run_schedule([claim_by_looking_first("ann"), claim_at_once("bob")], [0, 1, 0])
    assert run.steps == (
        Step(0, "get", ("party",), None),
        Step(1, "set_if_absent", ("party", "bob"), True),
        Step(0, "set", ("party", "ann"), None),
    )
    assert run.results == (True, True)
    assert run.finished == (True, True)
    assert run.errors == (None, None)
    assert run.store == {"party": "ann"}


def test_a_schedule_may_end_early_and_may_name_a_finished_caller():
    run = run_schedule([claim_by_looking_first("ann"), claim_at_once("bob")], [1, 1, 1, 0])
    assert run.schedule == (1, 0)
    assert run.finished == (True, True)
    part = run_schedule([claim_by_looking_first("ann"), claim_at_once("bob")], [0])
    assert part.schedule == (0,)
    assert part.finished == (False, False)
    assert part.results == (None, None)
    assert part.errors == (None, None)


def test_an_empty_schedule_makes_no_call():
    run = run_schedule([claim_at_once("ann")], [])
    assert (run.steps, run.finished, run.store) == ((), (False,), {})


def test_a_schedule_that_names_nobody_is_refused():
    with pytest.raises(ValueError, match="caller 2; there are only 0 to 1"):
        run_schedule([claim_at_once("ann"), claim_at_once("bob")], [0, 2])


def test_too_many_orders_are_refused_and_not_cut_off_in_silence():
    with pytest.raises(CourseError, match="more than 5 orders"):
        list(every_interleaving([caller_of(2), caller_of(2)], limit=5))
    assert len(list(every_interleaving([caller_of(2), caller_of(2)], limit=6))) == 6


def test_a_caller_that_raises_is_reported_and_the_others_go_on():
    def broken(store):
        store.get("party")
        raise KeyError("party")

    run = run_schedule([broken, claim_at_once("bob")], [0, 1])
    assert run.errors == ("It raised KeyError: 'party'", None)
    assert run.finished == (False, True)


def test_a_caller_that_leaves_the_program_is_reported():
    def leave(store):
        raise SystemExit(1)

    run = run_schedule([leave], [])
    assert run.errors == ("It raised SystemExit: 1",)


def test_a_caller_that_waits_for_ever_is_stopped_after_twenty_calls():
    def wait(store):
        while store.get("party") is None:
            pass

    (run,) = every_interleaving([wait])
    assert run.errors == ("It called the store more than 20 times.",)
    assert len(run.steps) == 20
    assert run.finished == (False,)


def test_a_name_that_is_no_string_is_the_callers_error():
    run = run_schedule([lambda store: store.set("party", 7)], [0])
    assert run.errors == ("It raised TypeError: store.set takes strings; it was given ('party', 7).",)


def test_a_stopped_caller_may_still_clean_up():
    cleaned = []

    def careful(store):
        try:
            store.get("party")
            store.get("party")
        finally:
            cleaned.append(True)
            store.set("party", "left")

    run = run_schedule([careful], [0])
    assert cleaned == [True]
    assert run.store == {}


class TestHostileCallers:
    @pytest.fixture(autouse=True)
    def no_thread_is_left(self):
        """Nothing can end these threads: they stay, as daemons."""

    def test_a_caller_that_swallows_everything_does_not_hang_the_run(self):
        def stubborn(store):
            while True:
                try:
                    store.get("party")
                except BaseException:  # noqa: BLE001 - that is the hostility
                    continue

        run = run_schedule([stubborn, claim_at_once("bob")], [0, 1, 0])
        assert run.schedule == (0, 1, 0)
        assert run.finished == (False, True)

    def test_a_caller_that_never_comes_back_is_given_up(self, monkeypatch):
        monkeypatch.setattr(interleaving, "PATIENCE_S", 0.05)
        release = threading.Event()
        run = run_schedule([lambda store: release.wait(5), claim_at_once("bob")], [0, 1])
        release.set()
        assert run.errors == ("It ran for more than 0.05 s without calling the store or coming to an end.", None)
        assert run.schedule == (1,)
        assert run.finished == (False, True)


def test_a_lock_is_seen_where_a_caller_names_one():
    lock = threading.RLock()

    def locked(store):
        with lock:
            return claim_at_once("ana")(store)

    assert holds_a_lock(locked)
    assert not holds_a_lock(claim_at_once("ana"))
    assert not holds_a_lock(print)
