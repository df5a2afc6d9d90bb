"""Groups: membership in one step, deliveries in trips, two ways to keep what is unseen, one order, one line a chat."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from course.stores import open_duckdb
from course.systems.chat.chat_list import KeyedByMoment, ScoredList
from course.systems.chat.group_costs import cheaper, crossing, day, growing
from course.systems.chat.group_delivery import (
    COMMAND_S,
    TRIP_S,
    answer_first,
    deliver,
    in_batches,
    in_one_trip,
    one_after_another,
)
from course.systems.chat.group_order import chatter, seen
from course.systems.chat.group_play import one_message, receipts_told
from course.systems.chat.group_ticks import Participants, StatusRows, group_status
from course.systems.chat.groups import GroupFull, Groups, final_members
from course.systems.chat.message_log import MemoryLog
from course.systems.chat.model import Cursor, NotAMember
from course.systems.chat.workload import Away


@pytest.fixture
def log():
    return MemoryLog()


@pytest.fixture
def groups(store, log, clock):
    return Groups(store, log, clock, most=4)


def lines(log, group="trip"):
    return [message.text for message in log.after(group, 0)]


def test_a_group_is_its_final_set_with_the_creator_first():
    assert final_members("ana", ["bo", "bo", "ana", "cem"], 3) == ("ana", "bo", "cem")
    with pytest.raises(GroupFull, match="4 people"):
        final_members("ana", ["bo", "cem", "dea"], 3)


def test_a_new_group_says_who_made_it_and_stands_in_everybodys_index(groups, log):
    assert groups.create("trip", "ana", ["bo", "bo", "ana"]) == ("ana", "bo")
    assert groups.create("trip", "ana", ["bo", "zoe"]) == ("ana", "bo")  # asked again, with another list
    assert lines(log) == ["ana made the group"]
    assert groups.chats_of("bo") == ("trip",)
    assert groups.chats_of("zoe") == ()
    assert groups.since("trip") == {"ana": 0, "bo": 0}


def test_a_group_too_large_is_not_made(groups, log):
    with pytest.raises(GroupFull):
        groups.create("trip", "ana", ["bo", "cem", "dea", "eli"])
    assert groups.members("trip") == ()
    assert lines(log) == []


def test_who_joins_is_owed_what_follows_and_is_told_once(groups, log, clock):
    groups.create("trip", "ana", ["bo"])
    log.add("trip", "ana", "ana/phone#1", "hello", clock.now_s())
    for _ in range(3):
        groups.join("trip", "cem")
    groups.join("trip", "bo")  # here since the beginning
    assert lines(log) == ["ana made the group", "hello", "cem joined"]
    assert groups.since("trip") == {"ana": 0, "bo": 0, "cem": 2}
    assert groups.chats_of("cem") == ("trip",)


def test_who_leaves_and_comes_back_is_told_again_and_owed_from_then_on(groups, log):
    groups.create("trip", "ana", ["bo"])
    groups.leave("trip", "bo")
    assert groups.chats_of("bo") == ()
    groups.join("trip", "bo")
    groups.leave("trip", "bo")
    groups.join("trip", "bo")
    assert lines(log) == ["ana made the group", "bo left", "bo joined", "bo left", "bo joined"]
    assert groups.since("trip")["bo"] == 4


def test_a_join_that_died_before_its_line_is_finished_by_the_next(store, groups, log, clock):
    class Dying(MemoryLog):
        def add(self, *_):
            raise ConnectionError("the gateway is gone")

    groups.create("trip", "ana", ["bo"])
    with pytest.raises(ConnectionError):
        Groups(store, Dying(), clock, most=4).join("trip", "cem")
    assert "cem" in groups.members("trip")
    assert "cem" not in groups.since("trip")  # owed nothing yet, so no tick waits for cem
    groups.join("trip", "cem")
    assert groups.since("trip")["cem"] == 1
    assert lines(log)[-1] == "cem joined"


def test_refusals(groups):
    groups.create("trip", "ana", ["bo", "cem", "dea"])
    groups.join("trip", "dea")  # in already, though it is full
    with pytest.raises(GroupFull, match="nobody else"):
        groups.join("trip", "eli")
    with pytest.raises(NotAMember, match="no group"):
        groups.join("nowhere", "eli")
    with pytest.raises(NotAMember, match="eli"):
        groups.leave("trip", "eli")


def test_of_many_who_join_at_once_only_as_many_come_in_as_there_are_places(groups, log):
    groups.create("trip", "ana", ["bo"])

    def tap(number):
        try:
            groups.join("trip", f"new{number}")
        except GroupFull:
            return False
        return True

    with ThreadPoolExecutor(4) as taps:
        said = list(taps.map(tap, range(10)))
    assert sum(said) == 2
    assert len(groups.members("trip")) == 4
    assert sorted(groups.since("trip").values()) == [0, 0, 1, 2]


# Deliveries


@pytest.mark.parametrize("members", [2, 3, 100, 101, 256, 1_000])
def test_deliveries_take_what_arithmetic_says(members):
    others, once = members - 1, TRIP_S + COMMAND_S
    patient = {"timeout_s": 60.0}
    assert deliver(one_after_another, members, **patient).answered_s == pytest.approx((1 + 2 * others) * once)
    rounds = [min(100, others - first) for first in range(0, others, 100)]
    assert deliver(in_batches, members, **patient).answered_s == pytest.approx(
        once + sum(2 * (TRIP_S + size * COMMAND_S) for size in rounds)
    )
    assert deliver(in_one_trip, members).answered_s == pytest.approx(once + TRIP_S + 2 * others * COMMAND_S)
    assert deliver(answer_first, members).answered_s == pytest.approx(once)
    for design in (one_after_another, in_batches, in_one_trip, answer_first):
        assert deliver(design, members, **patient).copies == others


def test_a_phone_that_waits_too_long_doubles_the_copies():
    slow = deliver(one_after_another, 1_000, timeout_s=0.6)
    assert (slow.sends, slow.copies) == (2, 1_998)
    assert deliver(one_after_another, 256, timeout_s=0.6).sends == 1
    assert deliver(in_one_trip, 1_000, timeout_s=0.6).sends == 1


# Inboxes against a log


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_bring_the_same_and_the_formula_tells_the_cheaper(seed):
    rng = random.Random(seed)
    members, messages, opens = rng.randint(2, 60), rng.randint(0, 60), rng.randint(0, 20)
    played = day(members, messages, opens, rng)  # raises if they bring different messages
    assert played.cheaper == cheaper(members, messages, opens)
    assert played.inboxes.looks == played.log.looks == members * opens


def test_the_log_wins_where_messages_pass_openings_whatever_the_size():
    for members in (20, 200, 1_000):
        assert cheaper(members, 100, 24) == "log"
        assert cheaper(members, 10, 24) == "inboxes"


def test_the_crossing_moves_with_the_openings():
    found = [crossing(0.2, opens, random.Random(1)) for opens in (3, 6)]
    assert found == sorted(found)
    assert [played.cheaper for played in growing(0.2, 6, random.Random(1))] == ["inboxes"] * 2 + ["log"] * 6
    with pytest.raises(ValueError, match="inboxes ask less"):
        crossing(0.0, 1, random.Random(1))


# Orders


@pytest.mark.parametrize("seed", range(10))
def test_a_conversation_has_one_order_and_a_recipient_one_of_their_own(seed):
    by_conversation, by_recipient = (seen(key, random.Random(seed)) for key in ("conversation", "recipient"))
    assert by_conversation.pairs_that_differ == by_conversation.crossed == 0
    assert by_recipient.crossed == 0  # a sender's records to one partition do not overtake each other
    assert by_recipient.pairs_apart(0.0) == 0
    assert by_recipient.pairs_apart(1.0) == by_recipient.pairs_that_differ
    for found in (by_conversation, by_recipient):
        assert all(sorted(screen) == list(range(10)) for screen in found.screens)


def test_orders_differ_often_by_recipient_and_own_messages_cross_without_a_key():
    assert sum(seen("recipient", random.Random(seed)).pairs_that_differ for seed in range(50)) > 100
    assert sum(seen("no key", random.Random(seed)).crossed for seed in range(50)) > 5
    assert [message.at_s for message in chatter(random.Random(1))] == sorted(
        message.at_s for message in chatter(random.Random(1))
    )


# The list of chats


def test_a_lost_delete_shows_a_chat_twice_for_ever():
    keyed = KeyedByMoment(open_duckdb(), dies_at={3})
    for number, chat in enumerate(("a", "b", "a", "a", "a", "b"), start=1):
        keyed.moved(["ana"], chat, number)
    assert keyed.newest("ana") == ["b", "a", "a"]


def test_a_chat_stands_once_and_a_late_message_moves_nothing_back(store):
    scored = ScoredList(store, cap=3)
    for number, chat in enumerate("abcda", start=1):
        scored.moved(["ana", "bo"], chat, number)
    scored.moved(["ana"], "c", 1)
    assert scored.newest("ana") == ["a", "d", "c"]
    assert scored.newest("bo", 2) == ["a", "d"]


# Ticks


def test_the_least_of_those_whose_message_it_is():
    since, cursors = {"ana": 0, "bo": 0, "cem": 0, "dea": 7}, {"bo": (9, 9), "cem": (7, 6), "eli": (1, 1)}
    assert group_status(7, "ana", since, cursors) == "delivered"
    assert group_status(6, "ana", since, cursors) == "read"
    assert group_status(8, "ana", since, cursors) == "stored"
    assert group_status(7, "ana", {"ana": 0}, {}) == "stored"


def test_a_row_a_member_is_enough_where_a_row_a_message_and_member_was():
    database = open_duckdb()
    status_rows, participants = StatusRows(database), Participants(database)
    status_rows.sent(30, 5)
    participants.add("trip", {"ana": 0, "bo": 3})
    participants.add("trip", {"bo": 9})  # there already
    for cursor in (Cursor(7, 4), Cursor(5, 5)):  # the second one is late, in part
        participants.raised("trip", "bo", cursor)
    assert (status_rows.rows(), participants.rows()) == (150, 2)
    assert participants.cursors("trip") == {"ana": (0, 0), "bo": (7, 5)}


def test_a_message_in_a_group_is_told_of_by_everybody_to_everybody():
    assert [receipts_told(one_message([f"p{number}" for number in range(size)])) for size in (2, 5, 10)] == [4, 25, 100]


def test_a_read_travels_back_to_the_sender_who_waits_for_the_last():
    run = one_message(("ana", "bo", "cem"), away=[Away(0.5, "cem/phone", 4.0)], reads_s={"bo": 3.0, "cem": 9.0})
    assert run.verdict.kept
    cursors, said = {}, []
    for event in run.events:
        if event.what == "ticks" and event.device == "ana/phone":
            cursors[event.user] = (event.cursor.delivered, event.cursor.read)
            said.append((round(event.at_s), group_status(1, "ana", {"ana": 0, "bo": 0, "cem": 0}, cursors)))
    assert said[-3:] == [(3, "stored"), (5, "delivered"), (9, "read")]
