"""Who has whom: one suite for the board in memory and the board on Redis, and the states of a trip."""

import itertools
import random

import pytest

from course.systems.ride_matching.board import MemoryBoard, RedisBoard
from course.systems.ride_matching.model import Outcome
from course.systems.ride_matching.trips import (
    EVENTS,
    FINAL,
    HAS_DRIVER,
    STATES,
    STEPS,
    IllegalStep,
    next_state,
    steps_of,
)

DONE, AGAIN, REFUSED = Outcome.DONE, Outcome.AGAIN, Outcome.REFUSED


@pytest.fixture(params=["memory", "redis"])
def board(request, clock, store):
    return MemoryBoard(clock) if request.param == "memory" else RedisBoard(store)


def matched(board, trip=1, driver=7):
    board.open(trip)
    board.claim(driver, f"t{trip}", 20)
    assert board.confirm(trip, driver, f"t{trip}") is DONE


def test_a_driver_is_claimed_by_one(board):
    assert board.claim(7, "a", 20)
    assert not board.claim(7, "b", 20)
    assert not board.claim(7, "a", 20)
    assert board.holder(7) == "a"


def test_only_the_owner_ends_a_claim(board):
    board.claim(7, "a", 20)
    assert not board.release(7, "b")
    assert board.holder(7) == "a"
    assert board.release(7, "a")
    assert not board.release(7, "a")
    assert board.holder(7) is None


def test_a_claim_ends_by_itself(board, clock):
    board.claim(7, "a", 20)
    clock.advance(19.5)
    assert not board.claim(7, "b", 20)
    clock.advance(0.5)
    assert board.claim(7, "b", 20)
    assert not board.release(7, "a")


def test_a_confirmation_needs_a_claim_that_still_holds(board, clock):
    board.open(1)
    assert board.confirm(1, 7, "a") is REFUSED
    board.claim(7, "a", 20)
    assert board.confirm(1, 7, "b") is REFUSED
    clock.advance(20)
    assert board.confirm(1, 7, "a") is REFUSED
    assert board.trip(1) == ("searching", None)


def test_a_booking_does_not_expire_and_may_be_confirmed_again(board, clock):
    matched(board)
    clock.advance(3600)
    assert board.holder(7) == "trip:1"
    assert board.trip(1) == ("matched", 7)
    assert board.confirm(1, 7, "t1") is AGAIN
    assert not board.claim(7, "b", 20)
    assert not board.release(7, "t1")


def test_the_second_to_accept_hears_no(board):
    board.open(1)
    for driver in (7, 8):
        board.claim(driver, f"t{driver}", 20)
    assert board.confirm(1, 8, "t8") is DONE
    assert board.confirm(1, 7, "t7") is REFUSED
    assert board.trip(1) == ("matched", 8)
    assert board.holder(7) == "t7"


def test_only_the_trips_own_driver_moves_it(board):
    matched(board)
    assert board.move(1, "arrive", 8) is REFUSED
    assert board.move(1, "arrive", 7) is DONE
    assert board.move(1, "arrive", 7) is AGAIN
    assert board.move(1, "drop_off", 7) is REFUSED
    assert [board.move(1, event, 7) for event in ("board", "drop_off", "pay")] == [DONE] * 3
    assert board.trip(1) == ("paid", 7)


@pytest.mark.parametrize(("event", "state"), [("cancel", "cancelled"), ("driver_left", "searching")])
def test_a_driver_is_free_when_his_trip_ends_early(board, event, state):
    matched(board)
    assert board.move(1, event) is DONE
    assert board.trip(1)[0] == state
    assert board.claim(7, "b", 20)
    assert board.searching() == ([1] if state == "searching" else [])


def test_a_driver_is_free_after_the_drop_off_and_a_late_repeat_frees_nobody(board):
    matched(board)
    for event in ("arrive", "board", "drop_off"):
        board.move(1, event, 7)
    matched(board, trip=2)
    assert board.move(1, "drop_off", 7) is AGAIN
    assert board.holder(7) == "trip:2"


def test_a_trip_is_opened_once_and_found_while_it_searches(board):
    assert board.open(3)
    assert not board.open(3)
    board.open(12)
    assert board.searching() == [3, 12]
    matched(board, trip=3)
    assert board.searching() == [12]
    assert not board.open(3)
    assert board.searching() == [12]
    board.move(12, "give_up")
    assert board.searching() == []


def test_a_trip_that_nobody_asked_for_is_unknown(board):
    assert board.trip(9) == ("unknown", None)
    assert board.move(9, "cancel") is REFUSED
    board.claim(7, "a", 20)
    assert board.confirm(9, 7, "a") is REFUSED


def test_an_event_that_no_trip_knows_is_an_error(board):
    board.open(1)
    with pytest.raises(ValueError, match="no event 'fly'"):
        board.move(1, "fly")


@pytest.mark.parametrize("state", ["matched", "riding", "paid"])
def test_a_phone_is_believed_after_a_loss(board, state):
    board.open(1)
    board.restore(1, 7, state)
    assert board.trip(1) == (state, 7)
    assert board.holder(7) == ("trip:1" if state in HAS_DRIVER else None)
    assert board.searching() == []


def test_both_boards_give_the_same_answers_to_a_thousand_random_wishes(clock, store):
    rng = random.Random(26)
    memory, on_redis = MemoryBoard(clock), RedisBoard(store)
    for step in range(1_000):
        trip, driver, token = rng.randrange(4), rng.randrange(3), f"t{rng.randrange(3)}"
        event = rng.choice(EVENTS)
        wish = rng.choice(
            [
                lambda board, trip=trip: board.open(trip),
                lambda board, driver=driver, token=token: board.claim(driver, token, 20),
                lambda board, driver=driver, token=token: board.release(driver, token),
                lambda board, trip=trip, driver=driver, token=token: board.confirm(trip, driver, token),
                lambda board, trip=trip, event=event: board.move(trip, event),
                lambda board, trip=trip, event=event, driver=driver: board.move(trip, event, driver),
            ]
        )
        assert wish(memory) == wish(on_redis), step
        assert memory.searching() == on_redis.searching()
        assert [memory.trip(n) for n in range(4)] == [on_redis.trip(n) for n in range(4)]
        assert [memory.holder(n) for n in range(3)] == [on_redis.holder(n) for n in range(3)]
        if rng.random() < 0.05:
            clock.advance(5)


def test_every_step_that_is_not_in_the_table_is_refused(board):
    for trip, (state, event) in enumerate(itertools.product(STATES, EVENTS)):
        board.restore(trip, 7, state)
        before = board.trip(trip)
        outcome = board.move(trip, event)
        if (state, event) in STEPS:
            assert next_state(state, event) == board.trip(trip)[0]
            assert outcome is DONE
            continue
        with pytest.raises(IllegalStep, match=f"A trip that is '{state}' cannot '{event}'. Allowed: "):
            next_state(state, event)
        assert outcome is (AGAIN if state in steps_of(event).values() else REFUSED)
        assert board.trip(trip) == before


def test_every_trip_can_come_to_an_end():
    assert {"paid", "cancelled", "no_drivers"} == FINAL
    for state in STATES:
        reach = {state}
        for _ in STATES:
            reach |= {after for (before, _), after in STEPS.items() if before in reach}
        assert reach & FINAL
