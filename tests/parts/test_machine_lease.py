"""Machine numbers on lease, on the embedded Redis and on a real one."""

import pytest

from course.clock import ManualClock
from course.parts.machine_lease import LeaseLost, MachineLease, NoMachineFree
from course.parts.snowflake import Snowflake
from course.stores import open_redis
from tests.stores.conftest import redis_kind, server_url  # noqa: F401 - fixtures

TODAY_S = 1_795_219_200.0


@pytest.fixture
def clock():
    return ManualClock(TODAY_S)


@pytest.fixture
def store(clock, redis_kind):  # noqa: F811 - the fixture
    return open_redis(clock)


def now_ms(clock):
    return int(1_000 * clock.now_s())


def test_servers_that_live_at_the_same_time_have_different_numbers(store, clock):
    # BUG-013: nobody sets a number by hand
    leases = [MachineLease(store, clock, machines=8) for _ in range(8)]
    assert [lease.machine for lease in leases] == list(range(8))
    with pytest.raises(NoMachineFree, match="All 8 machine numbers are held"):
        MachineLease(store, clock, machines=8)


def test_a_server_that_slept_through_its_lease_stops_by_itself(store, clock):
    sleeper = MachineLease(store, clock, ttl_s=30)
    clock.advance(29)
    sleeper.check(now_ms(clock))
    clock.advance(1)
    with pytest.raises(LeaseLost, match="is over"):
        sleeper.check(now_ms(clock))
    assert MachineLease(store, clock, ttl_s=30).machine == sleeper.machine
    with pytest.raises(LeaseLost, match="Somebody else may hold"):
        sleeper.renew()
    with pytest.raises(LeaseLost):
        sleeper.check(now_ms(clock))


def test_a_lease_that_is_renewed_goes_on(store, clock):
    lease = MachineLease(store, clock, ttl_s=30)
    for _ in range(10):
        clock.advance(20)
        lease.renew()
        lease.check(now_ms(clock))
    assert MachineLease(store, clock, ttl_s=30).machine == 1


def test_a_number_that_is_given_back_is_free_at_once_and_its_holder_stops(store, clock):
    lease = MachineLease(store, clock)
    lease.give_back()
    with pytest.raises(LeaseLost):
        lease.check(now_ms(clock))
    assert MachineLease(store, clock).machine == 0
    lease.give_back()  # a second time changes nothing for the new holder
    assert MachineLease(store, clock).machine == 1


def test_the_next_holder_starts_after_the_last_one_even_if_its_clock_is_behind(store, clock):
    first = MachineLease(store, clock, ttl_s=30)
    clock.advance(29.9)
    first.check(now_ms(clock))
    made = Snowflake(first.machine, clock).next_id()
    clock.advance(0.2)
    behind = ManualClock(TODAY_S + 25)  # the next server's clock, five seconds behind
    second = MachineLease(store, behind, ttl_s=30)
    assert second.machine == first.machine
    ids = Snowflake(second.machine, behind, not_before_ms=second.not_before_ms, patience_s=60, wait=behind.advance)
    assert ids.next_id() > made


def test_a_server_that_hangs_between_the_check_and_the_id_repeats_none(store, clock):
    # BUG-013: the time that was checked is the time in the id: before the end. The next holder's times lie after it.
    sleeper = MachineLease(store, clock, ttl_s=30)
    clock.advance(29.999)
    read_ms = now_ms(clock)
    sleeper.check(read_ms)
    clock.advance(40)
    second = MachineLease(store, clock, ttl_s=30)
    assert second.machine == sleeper.machine
    assert read_ms <= second.not_before_ms < now_ms(clock)
    for at_ms in range(
        second.not_before_ms + 1, second.not_before_ms + 100
    ):  # what the second may use, the first may not
        with pytest.raises(LeaseLost):
            sleeper.check(at_ms)
