"""Numbers by the block."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st

from course.parts.number_lease import (
    CounterUnreachable,
    LeasedNumbers,
    OutOfNumbers,
    TableCounter,
    redis_counter,
)
from course.stores import open_duckdb, open_redis
from tests.stores.conftest import redis_kind, server_url  # noqa: F401 - fixtures


class Counter:
    """A counter in memory that can be cut off."""

    def __init__(self):
        self.free = 0
        self.reachable = True

    def reserve(self, count):
        if not self.reachable:
            raise CounterUnreachable("The line is cut.")
        self.free += count
        return self.free - count


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from([0.0, 0.25, 1.0])), min_size=1, max_size=4),
    st.lists(st.integers(0, 3), max_size=80),
)
def test_no_number_is_given_twice_and_each_server_goes_up(servers, turns):
    counter = Counter()
    leased = [LeasedNumbers(counter.reserve, block, low_water=low) for block, low in servers]
    given_by = [[] for _ in leased]
    for turn in turns:
        given_by[turn % len(leased)].append(next(leased[turn % len(leased)]))
    everything = [number for numbers in given_by for number in numbers]
    assert len(set(everything)) == len(everything)
    assert all(numbers == sorted(numbers) for numbers in given_by)
    assert sum(each.left for each in leased) + len(everything) == counter.free


def test_a_thousand_numbers_a_block_need_a_thousandth_of_the_round_trips():
    leased = LeasedNumbers(Counter().reserve, 1_000, low_water=0)
    assert [next(leased) for _ in range(10_000)] == list(range(10_000))
    assert leased.trips == 10


def test_what_is_left_when_the_next_block_is_asked_for_bridges_a_cut():
    for low_water, bridged in ((0.0, 0), (0.5, 50)):
        counter = Counter()
        leased = LeasedNumbers(counter.reserve, 100, low_water=low_water)
        while leased.left != 100 * low_water or not leased.trips:
            next(leased)
        counter.reachable = False  # at the worst moment
        for _ in range(bridged):
            next(leased)
        with pytest.raises(OutOfNumbers, match="No number is left"):
            next(leased)
        counter.reachable = True
        assert next(leased) == 100


def test_threads_share_a_server_without_sharing_numbers():
    leased = LeasedNumbers(Counter().reserve, 7)
    ready = threading.Barrier(4)

    def take(_):
        ready.wait()
        return [next(leased) for _ in range(2_000)]

    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(take, range(4)) for number in numbers]
    assert len(set(taken)) == 8_000


def test_redis_and_the_table_reserve_alike(redis_kind):  # noqa: F811 - the fixture
    for reserve in (redis_counter(open_redis()), TableCounter(open_duckdb()).reserve):
        assert [reserve(10), reserve(1), reserve(5)] == [0, 10, 11]


def test_a_redis_that_does_not_answer_is_an_unreachable_counter():
    class Silent:
        def incrby(self, key, count):
            raise redis.ConnectionError("nobody listens there")

    with pytest.raises(CounterUnreachable, match="does not answer: nobody listens"):
        redis_counter(Silent())(10)


def test_a_table_keeps_its_count_when_the_server_starts_again(tmp_path):
    # BUG-014: what was given away is kept where the links are
    with open_duckdb(tmp_path / "links.duckdb") as database:
        assert TableCounter(database, first=100).reserve(50) == 100
    with open_duckdb(tmp_path / "links.duckdb") as database:
        assert TableCounter(database, first=100).reserve(50) == 150


@pytest.mark.parametrize(("block", "low_water"), [(0, 0.5), (10, -0.1), (10, 1.1)])
def test_a_block_and_a_share_that_make_no_sense_are_refused(block, low_water):
    with pytest.raises(ValueError, match="you gave"):
        LeasedNumbers(Counter().reserve, block, low_water=low_water)
