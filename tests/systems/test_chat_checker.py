"""The checker: it accepts a history that keeps every promise, and counts each way to break one."""

import random
from dataclasses import asdict, replace

import pytest

from course.systems.chat.checker import judge
from course.systems.chat.client import Event
from course.systems.chat.members import Members
from course.systems.chat.model import Cursor

PHONES = ("ann/phone", "bob/phone", "bob/laptop")


@pytest.fixture(scope="module")
def members():
    members = Members()
    members.add_user("ann")
    members.add_user("bob", ("phone", "laptop"))
    members.add_user("cid")
    members.add_conversation("ann-bob", ("ann", "bob"))
    members.add_conversation("ann-cid", ("ann", "cid"))
    return members


def typed(at_s, client_id, conversation="ann-bob"):
    return Event(at_s, "typed", client_id.partition("#")[0], conversation, client_id)


def stored(at_s, client_id, sequence, conversation="ann-bob"):
    return Event(at_s, "stored", client_id.partition("#")[0], conversation, client_id, sequence)


def shown(at_s, device, client_id, sequence, conversation="ann-bob"):
    return Event(at_s, "shown", device, conversation, client_id, sequence)


def ticks(at_s, device, user, delivered, read=0, conversation="ann-bob"):
    return Event(at_s, "ticks", device, conversation, user=user, cursor=Cursor(delivered, read))


def kept():
    """Ann writes twice, Bob once in between; everybody shows all three, and Ann sees Bob's ticks."""
    first, second, third = "ann/phone#1", "bob/phone#1", "ann/phone#2"
    return [
        typed(1.0, first),
        stored(1.1, first, 1),
        typed(1.2, second),
        stored(1.3, second, 2),
        typed(1.4, third),
        stored(1.5, third, 3),
        *(shown(2.0 + place, device, first, 1) for place, device in enumerate(PHONES)),
        *(shown(2.1 + place, device, second, 2) for place, device in enumerate(PHONES)),
        *(shown(2.2 + place, device, third, 3) for place, device in enumerate(PHONES)),
        ticks(3.1, "ann/phone", "bob", 1),
        ticks(3.25, "ann/phone", "bob", 3, 1),
        ticks(3.3, "ann/phone", "bob", 3, 3),
    ]


def broken(verdict):
    counts = asdict(verdict)
    for name in ("typed", "acknowledged", "copies"):
        counts.pop(name)
    return {name: count for name, count in counts.items() if count}


def test_a_kept_history_is_accepted_in_whatever_order_it_is_told(members):
    for seed in range(20):
        history = kept()
        random.Random(seed).shuffle(history)
        verdict = judge(history, members)
        assert verdict.kept
        assert broken(verdict) == {}
        assert (verdict.typed, verdict.acknowledged, verdict.copies) == (3, 3, 9)


def test_nothing_happened_is_kept(members):
    assert judge([], members).kept


def test_what_was_never_acknowledged_may_be_missing_or_shown(members):
    missing = [*kept(), typed(4.0, "ann/phone#3")]
    assert judge(missing, members).kept
    assert judge([*missing, shown(4.5, "bob/phone", "ann/phone#3", 4)], members).kept


@pytest.mark.parametrize("device", PHONES)
def test_a_copy_that_one_device_never_showed_is_lost(members, device):
    history = [event for event in kept() if (event.what, event.device, event.sequence) != ("shown", device, 3)]
    assert broken(judge(history, members))["lost"] == 1


def test_a_copy_shown_again_counts_each_time(members):
    again = [shown(9.0 + place, "bob/phone", "ann/phone#2", 3) for place in range(2)]
    assert broken(judge([*kept(), *again], members)) == {"twice": 2}


def test_a_copy_shown_after_a_later_one_has_crossed(members):
    swap = {1: 2.15, 2: 2.05}
    history = [
        replace(event, at_s=swap.get(event.sequence, event.at_s))
        if (event.what, event.device) == ("shown", "ann/phone")
        else event
        for event in kept()
    ]
    assert broken(judge(history, members)) == {"crossed": 1}


def test_a_copy_under_another_number_than_its_sender_was_told_has_crossed(members):
    history = [
        replace(event, sequence=4)
        if (event.device, event.sequence, event.what) == ("bob/laptop", 3, "shown")
        else event
        for event in kept()
    ]
    assert broken(judge(history, members)) == {"crossed": 1}


def test_a_message_stored_before_one_that_its_sender_wrote_earlier_has_overtaken_it(members):
    names = {"ann/phone#1": "ann/phone#2", "ann/phone#2": "ann/phone#1"}
    history = [
        event
        if event.what in {"typed", "ticks"}
        else replace(event, client_id=names.get(event.client_id, event.client_id))
        for event in kept()
    ]
    assert broken(judge(history, members)) == {"overtaken": 1}


def test_messages_of_two_devices_or_two_conversations_cannot_overtake_each_other(members):
    history = [
        typed(1.0, "bob/phone#1"),
        typed(1.1, "bob/laptop#1"),
        typed(1.2, "ann/phone#1", "ann-cid"),
        typed(1.3, "ann/phone#2"),
        stored(2.0, "bob/laptop#1", 1),
        stored(2.1, "bob/phone#1", 2),
        stored(2.2, "ann/phone#2", 3),
        stored(2.3, "ann/phone#1", 1, "ann-cid"),
    ]
    assert judge(history, members).overtaken == 0


def test_a_copy_that_nobody_typed_is_invented(members):
    assert broken(judge([*kept(), shown(9.0, "bob/phone", "eve/phone#1", 4)], members)) == {"invented": 1}
    moved = shown(9.0, "cid/phone", "ann/phone#1", 1, "ann-cid")
    assert broken(judge([*kept(), moved], members)) == {"invented": 1}


@pytest.mark.parametrize(("delivered", "read"), [(2, 3), (3, 2), (0, 0)])
def test_a_tick_that_goes_down_went_back(members, delivered, read):
    assert broken(judge([*kept(), ticks(9.0, "ann/phone", "bob", delivered, read)], members)) == {"ticks_back": 1}


def test_two_devices_may_see_ticks_at_their_own_pace(members):
    assert judge([*kept(), ticks(9.0, "bob/laptop", "bob", 1)], members).kept


def test_delivered_before_any_device_of_that_person_showed_it_is_a_lie(members):
    assert broken(judge([*kept(), ticks(1.9, "ann/phone", "bob", 1)], members)) == {"ticks_lied": 1}
    assert broken(judge([*kept(), ticks(9.0, "ann/phone", "bob", 4, 3)], members)) == {"ticks_lied": 1}
    assert broken(judge([*kept(), ticks(9.0, "ann/phone", "cid", 1)], members)) == {"ticks_lied": 1}


def test_one_device_of_a_person_is_enough_for_delivered(members):
    history = [event for event in kept() if (event.what, event.device) != ("shown", "bob/laptop")]
    assert broken(judge(history, members)) == {"lost": 3}


def test_a_history_broken_in_several_ways_counts_each(members):
    history = [
        *[event for event in kept() if (event.what, event.device, event.sequence) != ("shown", "bob/laptop", 1)],
        shown(9.0, "ann/phone", "ann/phone#1", 1),
        ticks(9.1, "ann/phone", "bob", 0),
    ]
    assert broken(judge(history, members)) == {"lost": 1, "twice": 1, "crossed": 1, "ticks_back": 1}
