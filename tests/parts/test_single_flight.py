"""One load for many callers."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from course.clock import ManualClock
from course.parts.single_flight import SingleFlight
from course.simulation.timeline import Timeline


def test_callers_at_the_same_time_share_one_load():
    callers = 20
    flights: SingleFlight[str, object] = SingleFlight()
    answer = object()

    def load():
        while flights.waits < callers - 1:  # until everybody else is on board
            pass
        return answer

    with ThreadPoolExecutor(callers) as pool:
        answers = [pool.submit(flights.do, "hot", load) for _ in range(callers)]
    assert all(each.result() is answer for each in answers)
    assert (flights.loads, flights.waits) == (1, callers - 1)


def test_callers_one_after_another_load_anew():
    flights: SingleFlight[str, int] = SingleFlight()
    numbers = iter(range(3))
    assert [flights.do("hot", lambda: next(numbers)) for _ in range(3)] == [0, 1, 2]
    assert (flights.loads, flights.waits) == (3, 0)


def test_different_keys_do_not_wait_for_each_other():
    flights: SingleFlight[str, str] = SingleFlight()
    assert flights.do("a", lambda: flights.do("b", lambda: "inner") + " and outer") == "inner and outer"
    assert flights.loads == 2


def test_an_error_is_shared_and_then_forgotten():
    flights: SingleFlight[str, int] = SingleFlight()

    def fail():
        while flights.waits < 1:
            pass
        raise TimeoutError("the database is slow")

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(flights.do, "hot", fail) for _ in range(2)]
    for answer in answers:
        with pytest.raises(TimeoutError, match="slow"):
            answer.result()
    assert flights.do("hot", lambda: 1) == 1


def test_a_simulation_joins_and_lands_without_threads():
    clock = ManualClock(0.0)
    timeline = Timeline(clock)
    flights: SingleFlight[str, str] = SingleFlight()
    waits_s = []

    def reader():
        arrived_s = clock.now_s()
        leader, flight = flights.join("hot")
        flight.add_done_callback(lambda _: waits_s.append(round(clock.now_s() - arrived_s, 6)))
        if leader:
            timeline.after(0.020, lambda: flights.land("hot", "answer"))

    for millisecond in range(5):
        timeline.at(millisecond / 1000, reader)
    timeline.run()
    assert waits_s == [0.020, 0.019, 0.018, 0.017, 0.016]
    assert (flights.loads, flights.waits) == (1, 4)


def test_landing_without_a_flight_is_a_mistake():
    with pytest.raises(ValueError, match="No load of 'hot' is under way"):
        SingleFlight[str, int]().land("hot", 1)
    with pytest.raises(ValueError, match="No load of 'hot' is under way"):
        SingleFlight[str, int]().fail("hot", TimeoutError())


def test_a_thousand_loads_by_eight_threads_never_overlap():
    flights: SingleFlight[str, None] = SingleFlight()
    loading = threading.Lock()

    def load():
        assert loading.acquire(blocking=False)
        loading.release()

    with ThreadPoolExecutor(8) as pool:
        for answer in [pool.submit(flights.do, "hot", load) for _ in range(1000)]:
            answer.result()
    assert flights.loads + flights.waits == 1000
