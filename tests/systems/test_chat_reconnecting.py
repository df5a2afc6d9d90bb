"""Sockets that delete each other, tells to friends, and phones that come back all at once."""

import random

import pytest

from course.parts.backoff import doubling_s, full_jitter_s
from course.stores import open_redis
from course.systems.chat.reconnecting import reconnect
from course.systems.chat.socket_tables import (
    BootedGateway,
    EverySocket,
    OneNewestSocket,
    OneSocket,
    SubscribingGateway,
    changing_networks,
    copies_on_a_screen,
    found_among_own,
    found_by_directory,
)
from course.systems.chat.telling import Gap, friendships, on_screens, short_gaps, tells


@pytest.mark.parametrize("seed", range(5))
def test_an_old_socket_deletes_the_new_one_unless_only_its_own_entry_goes(seed):
    assert changing_networks(OneSocket(), random.Random(seed)) <= 12
    assert changing_networks(OneNewestSocket(), random.Random(seed)) == 100
    assert changing_networks(EverySocket(), random.Random(seed)) == 100


def test_only_a_set_of_sockets_reaches_both_devices():
    for table, devices in ((OneSocket(), 1), (OneNewestSocket(), 1), (EverySocket(), 2)):
        table.opened("ana", "phone")
        table.opened("ana", "laptop")
        assert len(table.of("ana")) == devices
    table.closed("ana", "phone")
    assert table.of("ana") == ["laptop"]
    table.closed("ana", "laptop")
    table.closed("ana", "never opened")
    assert table.of("ana") == []


def test_a_consumer_finds_one_socket_in_n_and_a_directory_all():
    assert 30 <= found_among_own(20, 1_000, random.Random(1)) <= 70
    assert found_by_directory(20, 1_000, random.Random(1)) == 1_000


@pytest.mark.parametrize("people", [1, 30])
def test_one_subscription_a_connection_copies_each_message_and_connect_never_returns(people):
    assert copies_on_a_screen(SubscribingGateway(open_redis(), "g1"), people) == (people, people, 0)
    assert copies_on_a_screen(BootedGateway(open_redis(), "g1"), people) == (1, 1, people)


def test_each_friend_is_told_twice_for_a_gap_and_nobody_for_a_short_one():
    friends = {"ana": ["bo", "cy"], "bo": ["ana"], "cy": ["ana"]}
    gaps = [Gap("ana", 0, 10), Gap("ana", 50, 90)]
    assert tells(gaps, friends) == {"bo": 4, "cy": 4}
    assert tells(gaps, friends, patience_s=10) == {"bo": 2, "cy": 2}
    assert tells(gaps, friends, looking={"cy": ["ana"], "bo": ["cy"]}) == {"cy": 4}


def test_visible_contacts_are_a_small_part_of_all():
    rng = random.Random(1)
    friends = friendships(300, 20, rng)
    assert all(person in friends[friend] for person, known in friends.items() for friend in known)
    gaps = short_gaps(list(friends), rng)
    everybody = sum(tells(gaps, friends).values())
    assert everybody == pytest.approx(300 * 2 * 2 * 20, rel=0.1)
    assert sum(tells(gaps, friends, looking=on_screens(friends, rng)).values()) < 0.1 * everybody


def jitter(first_s):
    return lambda failures, rng: full_jitter_s(failures, first_s, 60, rng)


def test_the_window_doubles_and_stays_below_its_limit():
    rng = random.Random(1)
    for failures, window_s in ((0, 2), (1, 4), (3, 16), (9, 60), (5_000, 60)):
        waits = [full_jitter_s(failures, 2, 60, rng) for _ in range(500)]
        assert 0 <= min(waits) < 0.05 * window_s
        assert 0.95 * window_s < max(waits) <= window_s
        assert doubling_s(failures, 2, 60) == window_s


@pytest.mark.parametrize("seed", range(3))
def test_without_chance_or_with_too_short_a_window_all_gateways_fall(seed):
    for wait in (lambda failures, rng: doubling_s(failures, 1, 60), jitter(1), jitter(5)):
        storm = reconnect(wait, seed)
        assert len(storm.falls) > 3
        assert storm.back_s is None
        assert "not all back within 180 s" in str(storm)


@pytest.mark.parametrize("seed", range(5))
def test_a_window_that_fits_the_gateways_brings_all_back_in_about_its_length(seed):
    for first_s in (25, 30):
        storm = reconnect(jitter(first_s), seed)
        assert storm.falls == (0.0,)
        assert storm.back_s is not None
        assert first_s <= storm.back_s + 1 <= first_s + 6
        assert len(storm.gone_s) == 1_000
        assert storm.peak_per_s < 1_000 / first_s * 2


def test_a_sticky_balancer_needs_a_window_for_one_door():
    assert len(reconnect(jitter(30), sticky=True).falls) > 1
    assert reconnect(jitter(60), sticky=True).falls == (0.0,)


def test_the_same_seed_plays_the_same_storm():
    assert reconnect(jitter(20), 4) == reconnect(jitter(20), 4)
