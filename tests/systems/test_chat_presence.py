"""Presence: who is shown wrongly, design by design; ours keeps several devices, dead gateways and old closes apart."""

import random

import pytest

from course.clock import ManualClock
from course.stores import open_redis
from course.systems.chat.evening import Evening, evening, moment
from course.systems.chat.often_seen_presence import Expired, SetEachPing, SetOnce, WithoutEnd
from course.systems.chat.presence import SILENT_S, LeasedPresence, is_online

TWO = {"ana": ("ana/phone", "ana/laptop"), "bo": ("bo/phone",)}


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def presence(clock):
    ours = LeasedPresence(open_redis(clock), clock, devices_of=TWO.__getitem__)
    ours.renewed("g1#1")
    ours.renewed("g2#1")
    return ours


def test_somebody_is_online_from_connect_to_close_and_then_last_seen(presence, clock):
    assert presence.online(TWO) == set()
    assert presence.last_seen_s("ana") is None
    presence.connected("ana/phone", "c1", "g1#1")
    assert presence.online(TWO) == {"ana"}
    clock.advance(2)
    presence.closed("ana/phone", "c1")
    assert presence.online(TWO) == set()
    assert presence.last_seen_s("ana") == clock.now_s()


def test_an_old_socket_that_closes_does_not_take_the_new_one_away(presence):
    presence.connected("ana/phone", "c1", "g1#1")
    presence.connected("ana/phone", "c2", "g2#1")
    presence.closed("ana/phone", "c1")
    assert presence.online(TWO) == {"ana"}
    presence.closed("ana/phone", "c2")
    assert presence.online(TWO) == set()


def test_each_device_counts_for_itself(presence):
    presence.connected("ana/phone", "c1", "g1#1")
    presence.connected("ana/laptop", "c2", "g2#1")
    presence.closed("ana/phone", "c1")
    assert presence.online(TWO) == {"ana"}


def test_over_a_dead_gateway_nobody_is_online_and_a_new_start_does_not_revive_them(presence, clock):
    presence.connected("ana/phone", "c1", "g1#1")
    clock.advance(7)
    assert presence.online(TWO) == set()
    presence.renewed("g1#2")
    assert presence.online(TWO) == set()


def test_who_is_silent_for_too_long_is_offline_and_the_next_ping_revives_them(presence, clock):
    presence.connected("bo/phone", "c1", "g1#1")
    clock.advance(SILENT_S + 1)
    presence.renewed("g1#1")
    assert presence.online(TWO) == set()
    presence.pinged("bo/phone", "c1", "g1#1")
    assert presence.online(TWO) == {"bo"}


def test_expire_on_a_missing_key_answers_0_and_revives_nobody():
    store = open_redis(clock := ManualClock())
    design = Expired(store, clock)
    design.connected("ana/phone", "c1", "g1")
    clock.advance(61)
    assert store.expire("presence:ana", 60) == 0
    design.pinged("ana/phone", "c1", "g1")
    assert design.online(["ana"]) == set()
    again = SetEachPing(store, clock)
    again.pinged("ana/phone", "c1", "g1")
    assert again.online(["ana"]) == {"ana"}


@pytest.mark.parametrize("seed", [1, 23])
def test_each_design_is_wrong_in_its_own_way(seed):
    once, expired, each, endless = (evening(make, seed) for make in (SetOnce, Expired, SetEachPing, WithoutEnd))
    ours = evening(LeasedPresence, seed, until_s=1_800)  # the gateway is back
    calm, crash = 1_490, 1_510
    assert moment(once, calm).hidden > 0.6 * moment(once, calm).connected
    assert 0.3 < moment(expired, calm).hidden / moment(expired, calm).connected < 0.75
    assert moment(each, calm).hidden <= 2
    assert moment(each, crash).ghosts >= 12
    assert moment(endless, crash + 110).ghosts >= 12
    assert max(sample.hidden + sample.ghosts for sample in ours if sample.at_s >= crash) <= 6


def test_the_fields_of_a_hash_have_no_end():
    store = open_redis(clock := ManualClock())
    WithoutEnd(store, clock).connected("ana/phone", "c1", "g1")
    assert store.ttl("user_connections") == -1


def test_a_sample_that_was_not_taken_is_refused():
    samples = Evening(SetOnce, random.Random(1), people=3).play(1_210)
    assert moment(samples, 1_210).at_s == 1_210
    with pytest.raises(ValueError, match="There is no sample at 5 s"):
        moment(samples, 5)


def test_the_rule_needs_one_device_that_fulfils_both():
    assert is_online({"phone": ("g1", 925.0)}, {"g1"}, 1_000.0)
    assert not is_online({"phone": ("g1", 924.0)}, {"g1"}, 1_000.0)
    assert not is_online({"phone": ("g1", 100.0), "laptop": ("g2", 999.0)}, {"g1"}, 1_000.0)
