"""The chat on bad days, in virtual time: ours keeps every promise, the designs often seen break theirs."""

import pytest

from course.systems.chat.client import Client
from course.systems.chat.model import Read, Received
from course.systems.chat.often_seen import CatchingUpClient, TrustingClient, publishing
from course.systems.chat.service import WINDOW, Gateway
from course.systems.chat.workload import Away, Crash, Plan, Slow
from tests.benchmarks.bad_days import FIRST_SEED, counted, day


def assert_kept(run, messages):
    verdict = run.verdict
    assert verdict.kept, verdict
    assert verdict.typed == verdict.acknowledged == len(run.log.all()) == messages


def test_on_a_bad_day_every_promise_is_kept():
    assert_kept(day(0, 500), 500)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_on_fifty_bad_days_every_promise_is_kept(seed):
    """50 days of 10,000 messages: some six minutes of one core in all."""
    counts = counted(seed, 10_000)
    assert counts["acknowledged"] == 10_000
    assert counts["days_broken"] == 0, counts


@pytest.mark.long
@pytest.mark.parametrize("shard", range(100))
def test_on_a_thousand_bad_days_every_promise_is_kept(shard):
    """1,000 days of 10,000 messages in 100 shards: some two hours of one core in all."""
    first = FIRST_SEED + 10 * shard
    assert not [seed for seed in range(first, first + 10) if counted(seed, 10_000)["days_broken"]]


def test_the_same_seed_is_the_same_day():
    assert day(3, 100).events == day(3, 100).events
    assert day(3, 100).events != day(4, 100).events


ONE_CRASH = Plan(crashes=(Crash(5.0, "g1", 5.0),), absences=(Away(8.0, "u1/phone", 10.0),), skews_s={"g2": 0.5})


def on_one_crash(seed, **rivals):
    """One gateway dies, one device is away for a while, one clock is half a second ahead."""
    return day(seed, 500, ONE_CRASH, most_per_s=20.0, **rivals).verdict


@pytest.mark.parametrize("seed", range(3))
class TestOneCrash:
    def test_ours_keeps_every_promise(self, seed):
        assert on_one_crash(seed).kept

    @pytest.mark.parametrize("store_first", [False, True])
    def test_publishing_loses_what_it_acknowledged_and_its_ticks_lie(self, seed, store_first):
        gateway = publishing(store_first=store_first)
        verdict = on_one_crash(seed, make_gateway=gateway, make_client=TrustingClient)
        assert verdict.acknowledged == verdict.typed
        assert verdict.lost > 10
        assert verdict.ticks_lied > 100
        assert verdict.invented == verdict.ticks_back == 0

    def test_catching_up_by_time_loses_less_and_shows_some_twice(self, seed):
        trusting = on_one_crash(seed, make_gateway=publishing(store_first=True), make_client=TrustingClient)
        verdict = on_one_crash(seed, make_gateway=publishing(store_first=True), make_client=CatchingUpClient)
        assert verdict.lost < trusting.lost
        assert verdict.twice > 0
        assert verdict.ticks_lied > 100

    def test_a_device_that_trusts_our_gateway_loses_nothing_and_shows_some_twice(self, seed):
        verdict = on_one_crash(seed, make_client=TrustingClient)
        assert (verdict.lost, verdict.invented, verdict.ticks_back, verdict.ticks_lied) == (0, 0, 0, 0)
        assert verdict.twice > 0

    def test_our_device_does_not_mend_a_gateway_that_publishes(self, seed):
        assert on_one_crash(seed, make_gateway=publishing(store_first=True)).lost > 10


@pytest.mark.parametrize("seed", range(3))
def test_a_slow_device_makes_a_gateway_hold_little(seed):
    slow = Plan(slow=(Slow("u0/phone", 0.5), Slow("u1/phone", 0.2), Slow("u6/phone", 1.0)))
    run = day(seed, 500, slow)
    assert_kept(run, 500)
    assert run.most_held <= 2 * WINDOW


def test_without_a_window_it_would_hold_much():
    """So the measure means something."""

    def unlimited(*given):
        return Gateway(*given, window=100_000)

    slow = Plan(slow=(Slow("u0/phone", 0.5), Slow("u1/phone", 0.2), Slow("u6/phone", 1.0)))
    assert day(0, 500, slow, make_gateway=unlimited).most_held > 5 * WINDOW


def test_a_device_that_is_away_has_its_bell_rung_and_gets_all_on_return():
    run = day(1, 300, Plan(absences=(Away(0.0, "u1/phone", 30.0),)))
    assert_kept(run, 300)
    assert set(run.pushes) == {"u1/phone"}
    shown = [event.at_s for event in run.events if (event.what, event.device) == ("shown", "u1/phone")]
    assert len(shown) >= len(run.pushes) > 5  # what it wrote itself meanwhile comes without a bell
    assert min(shown) > 30.0


def test_who_is_no_member_is_refused():
    class Stranger(Client):
        def type(self, conversation, text):
            return super().type("u0-u1" if self.user == "u9" else conversation, text)

    run = day(2, 300, Plan(), make_client=Stranger)
    by_u9 = [event for event in run.events if event.device.startswith("u9/")]
    assert {event.what for event in by_u9 if event.conversation == "u0-u1"} == {"typed", "refused"}
    assert not [message for message in run.log.all() if message.sender == "u9"]


def test_a_device_that_claims_messages_to_come_gets_no_ticks_for_them():
    class Boaster(Client):
        def connected(self, send):
            super().connected(send)
            for conversation in ("u0-u1", "u1-u2"):
                send(Received(conversation, 1_000_000))
                send(Read(conversation, 1_000_000))

    def make(user, device, clock, later):
        return (Boaster if user == "u1" else Client)(user, device, clock, later)

    run = day(3, 300, Plan(), make_client=make)
    newest = max(message.sequence for message in run.log.all())
    assert max(event.cursor.read for event in run.events if event.what == "ticks") <= newest
    assert max(event.cursor.delivered for event in run.events if event.what == "ticks") <= newest
    trusting = day(3, 300, Plan(), make_client=make, make_gateway=publishing(store_first=True))
    assert max(event.cursor.read for event in trusting.events if event.what == "ticks") == 1_000_000


@pytest.mark.parametrize("count", [0, 1])
def test_a_talk_of_nothing_and_of_one_message(count):
    assert_kept(day(0, count, Plan()), count)
