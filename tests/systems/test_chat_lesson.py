"""What lesson 23 counts: bells, lost copies, ticks that promised them, trips to the stores, a phone's own memory."""

import random
from collections import Counter

import pytest

from course.systems.chat.checker import lost_copies, two_ticks
from course.systems.chat.client import Client
from course.systems.chat.memory import recalling
from course.systems.chat.often_seen import RememberingClient, TrustingClient, publishing
from course.systems.chat.run import Chat
from course.systems.chat.service import Gateway
from course.systems.chat.workload import Away, Crash, Plan, talk

DAY = talk(random.Random(3), users=40, messages=150, over_s=5)
KILL = Plan(crashes=(Crash(2.9, "g1"),))


def play(plan, make_gateway, make_client=Client, **more):
    chat = Chat(DAY, plan, random.Random(3), make_gateway=make_gateway, make_client=make_client, **more)
    return chat.play(rest_s=15)


def in_tunnel():
    return [device for number, device in enumerate(DAY.devices) if number % 3 == 0][:6]


@pytest.mark.parametrize("down_s", [1.0, 60.0], ids=["and comes back", "for good"])
def test_a_phone_that_vanished_with_its_gateway_is_rung_for_each_message(down_s):
    absences = tuple(Away(3.0, device, 12) for device in in_tunnel())
    run = play(Plan(crashes=(Crash(2.9, "g1", down_s),), absences=absences), Gateway)
    stored_s = {(event.conversation, event.client_id): event.at_s for event in run.events if event.what == "stored"}
    owed = Counter(
        device
        for (conversation, _), at_s in stored_s.items()
        for device in DAY.members.devices_of(conversation)
        if device in in_tunnel() and 3.1 < at_s < 14
    )
    assert owed
    assert all(Counter(run.pushes)[device] >= count for device, count in owed.items())
    assert run.verdict.kept


def test_nobody_is_rung_on_a_calm_day():
    assert not play(Plan(), Gateway).pushes


def test_lost_copies_are_those_that_the_checker_counts_and_had_two_ticks():
    run = play(KILL, publishing(store_first=False), TrustingClient)
    lost = lost_copies(run.events, DAY.members)
    assert len(lost) == run.verdict.lost > 0
    assert two_ticks(run.events, lost) == len(lost)


def test_a_gateway_that_waits_for_confirmations_loses_nothing_and_promises_nothing():
    run = play(KILL, Gateway)
    assert lost_copies(run.events, DAY.members) == []


def test_a_directory_without_a_lease_rings_nobody():
    plan = Plan(crashes=(Crash(1.0, "g1", 60),), absences=tuple(Away(1.1, device, 60) for device in in_tunnel()))
    rung = {
        lease_s: len(play(plan, publishing(store_first=False), TrustingClient, lease_s=lease_s).pushes)
        for lease_s in (1e9, 1.5)
    }
    assert rung[1e9] == 0 < rung[1.5]


def test_a_phone_shows_what_its_memory_says():
    def take(upto, early, number):
        early = early | {number} if number > upto else early
        show = []
        while upto + 1 in early:
            upto += 1
            show.append(upto)
        return show, upto, early - set(show)

    run = play(KILL, Gateway, recalling(take))
    assert run.verdict.kept


def test_a_phone_that_remembers_numbers_shows_none_twice():
    forgetful, remembering = (play(KILL, Gateway, client) for client in (TrustingClient, RememberingClient))
    assert forgetful.verdict.twice > remembering.verdict.twice == 0


def test_trips_are_noted_only_if_somebody_watches():
    assert play(KILL, Gateway).trips == ()
    trips = play(KILL, Gateway, watch=True).trips
    assert {"add", "append", "tell", "pending", "confirm"} <= {trip.call for trip in trips}
