"""One suite over every hub, and one over every log: in memory, in the embedded Redis and in a real one, in DuckDB."""

import threading
import time

import pytest
import redis

from course.clock import ManualClock
from course.stores import open_duckdb, open_redis
from course.systems.chat.hub import LEASE_S, MemoryHub
from course.systems.chat.message_log import DuckLog, MemoryLog
from course.systems.chat.model import Cursor, Deliver, Message, Stored, Ticks, Typing, Unavailable
from course.systems.chat.redis_hub import RedisHub


def message(sequence, conversation="ann-bob", text="hello"):
    return Message(conversation, sequence, f"ann/phone#{sequence}", "ann", text, 1_800_000_000.125 + sequence)


@pytest.fixture(params=["memory", "embedded", pytest.param("server", marks=pytest.mark.redis)])
def hub(request, clock, monkeypatch):
    if request.param == "memory":
        yield MemoryHub(clock)
        return
    if request.param == "server":
        monkeypatch.setenv("COURSE_REDIS_URL", request.getfixturevalue("server_url"))
    else:
        monkeypatch.delenv("COURSE_REDIS_URL", raising=False)
    with open_redis(clock) as client:
        yield RedisHub(client)


def test_what_is_put_into_inboxes_comes_out_in_order_and_whole(hub):
    texts = ["first", "żółw 🐢", "", 'two\nlines, "quoted"', "x" * 4_000]
    for number, text in enumerate(texts, start=1):
        hub.append(message(number, text=text), ["bob/phone", "bob/laptop"])
    for device in ("bob/phone", "bob/laptop"):
        assert [found for _, found in hub.pending(device, "", 10)] == [
            message(number, text=text) for number, text in enumerate(texts, start=1)
        ]
    assert hub.pending("cid/phone", "", 10) == []


def test_one_reads_on_behind_an_entry_and_at_most_so_many(hub):
    for number in range(1, 8):
        hub.append(message(number), ["bob/phone"])
    read, last = [], ""
    while entries := hub.pending("bob/phone", last, 3):
        assert len(entries) <= 3
        read += [found.sequence for _, found in entries]
        last = entries[-1][0]
    assert read == [1, 2, 3, 4, 5, 6, 7]


def test_what_is_confirmed_is_gone_and_gone_again_does_no_harm(hub):
    for number in range(1, 5):
        hub.append(message(number), ["bob/phone", "bob/laptop"])
    entries = [entry for entry, _ in hub.pending("bob/phone", "", 10)]
    hub.confirm("bob/phone", entries[1:3])
    hub.confirm("bob/phone", entries[1:3])
    hub.confirm("bob/phone", [])
    assert [found.sequence for _, found in hub.pending("bob/phone", "", 10)] == [1, 4]
    assert len(hub.pending("bob/laptop", "", 10)) == 4
    # Reading on behind an entry that is gone works all the same.
    assert [found.sequence for _, found in hub.pending("bob/phone", entries[2], 10)] == [4]


def test_an_inbox_holds_the_newest_up_to_its_cap(hub, monkeypatch):
    for module in ("hub", "redis_hub"):
        monkeypatch.setattr(f"course.systems.chat.{module}.INBOX_CAP", 50)
    for number in range(1, 56):
        hub.append(message(number), ["bob/phone"])
    assert [found.sequence for _, found in hub.pending("bob/phone", "", 100)] == list(range(6, 56))


def test_append_tells_where_the_living_are(hub, clock):
    for gateway in ("g1", "g2"):
        hub.renew(gateway)
    hub.connect("ann/phone", "g1", "a")
    hub.connect("bob/phone", "g2", "b")
    hub.connect("cid/phone", "g3", "c")
    devices = ["ann/phone", "bob/phone", "cid/phone", "dee/phone"]
    assert hub.append(message(1), devices) == dict(zip(devices, ["g1", "g2", None, None], strict=True))
    clock.advance(LEASE_S / 2)
    hub.renew("g2")
    clock.advance(LEASE_S / 2 + 0.5)
    assert hub.gateways_of(devices) == dict(zip(devices, [None, "g2", None, None], strict=True))
    assert hub.append(message(2), []) == hub.gateways_of([]) == {}


def test_the_close_of_an_old_socket_does_not_remove_the_new_one(hub):
    """BUG-083."""
    hub.renew("g1")
    hub.renew("g2")
    hub.connect("bob/phone", "g1", "old")
    hub.connect("bob/phone", "g2", "new")
    hub.disconnect("bob/phone", "old")
    assert hub.gateways_of(["bob/phone"]) == {"bob/phone": "g2"}
    hub.disconnect("bob/phone", "new")
    hub.disconnect("bob/phone", "new")
    assert hub.gateways_of(["bob/phone"]) == {"bob/phone": None}


def test_cursors_only_rise_each_by_itself(hub):
    def raised(delivered, read):
        return hub.raise_cursor("ann-bob", "bob", Cursor(delivered, read))

    assert raised(0, 0) is None
    assert hub.cursors("ann-bob") == {}
    assert raised(9, 0) == Cursor(9, 0)
    assert raised(9, 0) is None
    assert raised(3, 3) == Cursor(9, 3)
    assert raised(10, 2) == Cursor(10, 3)
    assert raised(4, 1) is None
    assert hub.raise_cursor("ann-bob", "cid:s", Cursor(1, 1)) == Cursor(1, 1)
    assert hub.raise_cursor("group", "bob", Cursor(2, 0)) == Cursor(2, 0)
    assert hub.cursors("ann-bob") == {"bob": Cursor(10, 3), "cid:s": Cursor(1, 1)}


FRAMES = [
    None,
    Ticks("ann-bob", "bob", Cursor(3, 1)),
    Typing("ann-bob", "ann"),
    Deliver(message(4, text="żółw")),
    Stored("ann-bob", "ann/phone#1", 7),
]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: type(frame).__name__)
def test_who_listens_hears_what_is_told_and_nobody_else_does(hub, frame):
    heard, ends = [], []
    try:
        ends += [hub.listen(name, lambda *said, name=name: heard.append((name, *said))) for name in ("g1", "g2")]
        assert hub.tell("g2", ["bob/phone", "cid/phone"], frame) == 1
        assert hub.tell("g3", ["bob/phone"], frame) == 0
        wait_for(lambda: heard)
        assert [(gateway, list(devices), said) for gateway, devices, said in heard] == [
            ("g2", ["bob/phone", "cid/phone"], frame)
        ]
    finally:
        stop(hub, ends)
    assert hub.tell("g2", ["bob/phone"], frame) == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("hub of")]


def wait_for(condition, timeout_s=5.0):
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "it did not happen in time"
        time.sleep(0.005)


def stop(hub, ends):
    if isinstance(hub, MemoryHub):
        hub.deafen("g1")
        hub.deafen("g2")
    else:
        for end in ends:
            end()


def test_two_hundred_and_fifty_six_inboxes_cost_one_trip(store, monkeypatch):
    hub = RedisHub(store)
    trips = []
    connection = store.connection_pool.get_connection()
    store.connection_pool.release(connection)
    send = type(connection).send_packed_command
    monkeypatch.setattr(
        type(connection),
        "send_packed_command",
        lambda self, *given, **named: (trips.append(1), send(self, *given, **named)),
    )
    devices = [f"u{number}/phone" for number in range(256)]
    hub.append(message(1), devices)
    assert len(trips) == 1
    assert all(len(hub.pending(device, "", 2)) == 1 for device in devices)


CALLS = {
    "append": lambda hub: hub.append(message(1), ["bob/phone"]),
    "pending": lambda hub: hub.pending("bob/phone", "", 1),
    "confirm": lambda hub: hub.confirm("bob/phone", ["1-0"]),
    "connect": lambda hub: hub.connect("bob/phone", "g1", "a"),
    "disconnect": lambda hub: hub.disconnect("bob/phone", "a"),
    "renew": lambda hub: hub.renew("g1"),
    "gateways_of": lambda hub: hub.gateways_of(["bob/phone"]),
    "tell": lambda hub: hub.tell("g1", ["bob/phone"], None),
    "raise_cursor": lambda hub: hub.raise_cursor("ann-bob", "bob", Cursor(1, 1)),
    "cursors": lambda hub: hub.cursors("ann-bob"),
    "listen": lambda hub: hub.listen("g1", lambda *_: None),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_redis_that_does_not_answer_is_unavailable(call):
    with (
        redis.Redis(unix_socket_path="/nowhere/redis.sock", retry=None) as nobody,
        pytest.raises(Unavailable, match="does not answer"),
    ):
        CALLS[call](RedisHub(nobody))


def test_a_listener_survives_an_outage(clock, monkeypatch):
    monkeypatch.delenv("COURSE_REDIS_URL", raising=False)
    heard = []
    with open_redis(clock) as store:
        hub = RedisHub(store)
        server = store.connection_pool.connection_kwargs["server"]
        end = hub.listen("g1", lambda devices, _: heard.append(devices))
        try:
            server.connected = False
            time.sleep(0.15)
            with pytest.raises(Unavailable):
                hub.tell("g1", ["lost"], None)
            server.connected = True
            wait_for(lambda: hub.tell("g1", ["back"], None) and heard)
            assert ["lost"] not in heard
        finally:
            end()


@pytest.fixture(params=["memory", "duckdb"])
def log(request):
    if request.param == "memory":
        yield MemoryLog()
    else:
        with open_duckdb() as database:
            yield DuckLog(database)


def test_messages_are_numbered_from_one_in_each_conversation(log):
    stored = [
        log.add(conversation, "ann", f"ann/phone#{number}", f"text {number}", 10.5 + number)
        for number, conversation in enumerate(["a", "b", "a", "a", "b"])
    ]
    assert [(each.conversation, each.sequence) for each in stored] == [("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2)]
    assert stored[2] == Message("a", 2, "ann/phone#2", "ann", "text 2", 12.5)
    assert log.after("a", 0) == [each for each in stored if each.conversation == "a"]
    assert [log.head(conversation) for conversation in "abc"] == [3, 2, 0]


def test_the_same_name_from_the_same_sender_is_the_same_message(log):
    first = log.add("a", "ann", "ann/phone#1", "hello", 10.0)
    assert log.add("a", "ann", "ann/phone#1", "something else", 99.0) == first
    assert log.add("a", "bob", "ann/phone#1", "hello", 11.0).sequence == 2
    assert log.add("b", "ann", "ann/phone#1", "hello", 12.0).sequence == 1
    assert [each.text for each in log.after("a", 0)] == ["hello", "hello"]


def test_one_reads_what_follows_a_number_and_at_most_so_many(log):
    for number in range(10):
        log.add("a", "ann", str(number), "x", 0.0)
    assert [each.sequence for each in log.after("a", 4, 3)] == [5, 6, 7]
    assert [each.sequence for each in log.after("a", 8, 5)] == [9, 10]
    assert log.after("a", 10) == log.after("nobody's", 0) == []
    assert log.after("a", 0, 0) == []


def test_a_log_takes_texts_as_they_are(log):
    texts = ["żółw 🐢", "'; DROP TABLE messages; --", "", "a\0b"]
    for number, text in enumerate(texts):
        log.add("a", "ann", str(number), text, 0.0)
    assert [each.text for each in log.after("a", 0)] == texts


def test_threads_that_add_at_once_leave_no_gap_and_no_double(log):
    if isinstance(log, MemoryLog):
        pytest.skip("it is for virtual time, which has one thread")

    def add(name):
        for number in range(30):
            log.add("a", name, str(number), "x", 0.0)

    threads = [threading.Thread(target=add, args=(name,)) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.sequence for each in log.after("a", 0, 100)] == list(range(1, 61))


def test_numbers_go_on_where_they_stopped_when_the_database_is_opened_again(tmp_path):
    for expected in (1, 2):
        with open_duckdb(tmp_path / "chat.duckdb") as database:
            assert DuckLog(database).add("a", "ann", str(expected), "x", 0.0).sequence == expected


def test_a_manual_clock_ends_a_lease_to_the_moment():
    clock = ManualClock()
    hub = MemoryHub(clock, lease_s=2.0)
    hub.renew("g1")
    hub.connect("ann/phone", "g1", "a")
    clock.advance(1.9)
    assert hub.gateways_of(["ann/phone"]) == {"ann/phone": "g1"}
    clock.advance(0.1)
    assert hub.gateways_of(["ann/phone"]) == {"ann/phone": None}
