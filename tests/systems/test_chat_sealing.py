"""Lesson 23's chat with lesson 24's encryption: everything is read by its readers, and nothing by the server."""

import random
from dataclasses import replace

import pytest

from course.systems.chat import live_device
from course.systems.chat.client import Client
from course.systems.chat.live import LiveChat
from course.systems.chat.members import Members
from course.systems.chat.model import Deliver, Message
from course.systems.chat.run import Chat
from course.systems.chat.sealing import readable_copies, screens, sealing, take_each
from course.systems.chat.seen_by_server import TellingGateway, bells, places, readable, sent_again
from course.systems.chat.service import Gateway
from course.systems.chat.workload import Plan, storm, talk
from course.systems.encryption.ends import agreed


def small_day(seed):
    day = talk(random.Random(seed), users=8, messages=80, over_s=5)
    return replace(day, typed=tuple(replace(each, text=f"Only for you: {each.text}.") for each in day.typed))


def play(day, seed, make_client, make_gateway=Gateway, plan=None):
    rng = random.Random(seed)
    plan = storm(rng, ["g1", "g2", "g3"], day) if plan is None else plan
    chat = Chat(day, plan, rng, make_gateway=make_gateway, make_client=make_client, watch=True)
    run = chat.play(rest_s=40)
    return run, [phone.client for phone in chat.phones.values()]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make_gateway", [Gateway, TellingGateway])
def test_on_a_bad_day_every_reader_reads_and_the_server_finds_nothing(seed, make_gateway):
    day = small_day(seed)
    texts = [typed.text for typed in day.typed]
    run, clients = play(day, seed, sealing(agreed(day.members.pairs()), day.members), make_gateway)
    assert run.verdict.kept
    assert run.verdict.acknowledged == len(texts)
    assert readable_copies(clients) == run.verdict.copies
    assert sum(client.alarms for client in clients) == 0
    assert {place: readable(found, texts) for place, found in places(run).items()} == dict.fromkeys(places(run), 0)
    assert all(places(run).values())  # there was something to search, everywhere
    assert sent_again(run)[1] == 0


def test_the_same_search_finds_every_text_of_a_plain_chat():
    day = small_day(1)
    texts = [typed.text for typed in day.typed]
    run, _ = play(day, 1, Client, TellingGateway)
    found = {place: readable(seen, texts) for place, seen in places(run).items()}
    assert found.pop("in the bells") > 0
    assert set(found.values()) == {len(texts)}


def test_the_keys_are_all_used_and_none_waits():
    day = small_day(2)
    ends = agreed(day.members.pairs())
    run, clients = play(day, 2, sealing(ends, day.members))
    assert sum(client.sealed for client in clients) == run.verdict.copies - run.verdict.typed
    assert not any(pair.ratchet.skipped for end in ends.values() for pair in end.talks.values())


def test_who_opens_each_copy_loses_texts_and_raises_false_alarms():
    day = small_day(1)
    run, clients = play(day, 1, sealing(agreed(day.members.pairs()), day.members, take=take_each))
    assert run.verdict.twice == 0
    seen = screens(run, clients)
    assert seen.finding == "errors for some texts"
    assert 0 < run.verdict.copies - readable_copies(clients) <= seen.gone <= seen.alarms


def test_bells_are_named_by_what_they_show():
    day = small_day(1)
    run, _ = play(day, 1, Client, plan=Plan())
    shown = {
        "u1/phone: u0 writes hello": "who writes, and the text",
        'u1/phone: u0 writes {"u1/phone": "x': "who writes, and sealed text",
        'u1/phone: {"u1/phone": "x': "sealed text",
    }
    for bell, finding in shown.items():
        assert bells(replace(run, pushes=(bell,)), ["hello"]).finding == finding
    assert bells(run, ["hello"]).finding == "no bell rings"


@pytest.fixture(scope="module")
def reader():
    day = small_day(1)
    _, clients = play(day, 1, sealing(agreed(day.members.pairs()), day.members), plan=Plan())
    return next(client for client in clients if client.device == "u1/phone")


@pytest.mark.parametrize(
    ("text", "writer", "alarms"),
    [
        *((text, "u0/phone", 0) for text in ("no parcel", "[1]", "{}", '{"u1/phone": 5}')),
        *((f'{{"u1/phone": "{sealed}"}}', "u0/phone", 1) for sealed in ("", "AAAA", "no base64", "Ä", "AAAA" * 35)),
        (f'{{"u1/phone": "{"AAAA" * 35}"}}', "eve/phone", 1),
    ],
)
def test_garbage_from_the_server_is_confirmed_and_changes_nothing(reader, text, writer, alarms):
    before, upto, raised = dict(reader.texts), reader.cursors.get("u0-u1", 0), reader.alarms
    reader.receive(Deliver(Message("u0-u1", upto + 1, f"{writer}#999", "u0", text, 0.0)))
    assert reader.texts == before
    assert reader.alarms == raised + alarms
    assert reader.cursors["u0-u1"] == upto + 1


def test_on_real_sockets_no_byte_of_the_server_tells_a_text(monkeypatch):
    frames = []

    def decode(text):
        frames.append(text)
        return real_decode(text)

    def encode(frame):
        frames.append(real_encode(frame))
        return frames[-1]

    real_decode, real_encode = live_device.decode_to_device, live_device.encode
    monkeypatch.setattr(live_device, "decode_to_device", decode)
    monkeypatch.setattr(live_device, "encode", encode)
    members = Members()
    members.add_user("ana", ("phone", "laptop"))
    members.add_user("bo")
    members.add_conversation("ana and bo", ("ana", "bo"))
    texts = [f"Only for you: {number}." for number in range(10)]
    with LiveChat(members, make_client=sealing(agreed(members.pairs()), members)) as chat:
        chat.disconnect("bo/phone")
        for text in texts:
            chat.type("ana/phone", "ana and bo", text)
        assert chat.wait_until(lambda: len(chat.log.after("ana and bo", 0)) == len(texts))
        store = chat.hub._store
        kept = [repr(store.xrange(key)) for key in store.scan_iter("inbox:*")]
        rows = chat.log._database.execute("SELECT * FROM messages").fetchall()
        assert "bo/phone" in repr(kept) + repr(chat.pushes)
        assert readable([*kept, *map(repr, rows), *chat.pushes], texts) == 0
        chat.reconnect("bo/phone")
        assert chat.settle()
        assert chat.verdict().kept
        clients = [device.client for device in chat.devices.values()]
        assert readable_copies(clients) == 3 * len(texts)
    assert len(frames) > 3 * len(texts)
    assert readable(frames, texts) == 0
