"""The chat on real sockets: gateways die, devices leave and come back, strangers knock, and nothing stays behind."""

import asyncio
import gc
import os
import signal
import threading
import time
import warnings
from contextlib import ExitStack, closing, suppress

import pytest
import websockets.sync.client
from websockets.exceptions import ConnectionClosed

from course.clock import SystemClock
from course.errors import CourseError
from course.stores import open_redis
from course.systems.chat import api
from course.systems.chat.api import TOO_SLOW, UNAUTHORISED, GatewayServer
from course.systems.chat.auth import Tokens
from course.systems.chat.client import Client
from course.systems.chat.codec import decode_to_device, encode
from course.systems.chat.live import LiveChat
from course.systems.chat.members import Members
from course.systems.chat.message_log import MemoryLog
from course.systems.chat.model import Deliver, Hello, Ping, Pong, Received, Refused, Send, Stored, Sync
from course.systems.chat.often_seen import TrustingClient, publishing
from course.systems.chat.redis_hub import RedisHub
from course.systems.chat.service import WINDOW, Gateway

SECRET = b"a secret of some length"


def people(count, devices=("phone",), groups=()):
    """Neighbours in pairs, and these groups."""
    members = Members()
    names = [f"u{number}" for number in range(count)]
    for name in names:
        members.add_user(name, devices)
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        members.add_conversation(f"{one}-{other}", (one, other))
    for number, group in enumerate(groups):
        members.add_conversation(f"group{number}", [names[place] for place in group])
    return members


@pytest.fixture(autouse=True)
def nothing_stays_behind():
    """No thread, no open socket and no task outlives a test, and nobody complains."""
    before = set(threading.enumerate())
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(complaint.message) for complaint in complaints] == []
    end_s = time.monotonic() + 2.0  # whose join was interrupted ends by itself, a moment later
    while set(threading.enumerate()) - before and time.monotonic() < end_s:
        time.sleep(0.01)
    assert [thread.name for thread in set(threading.enumerate()) - before] == []


@pytest.mark.slow
def test_twenty_devices_lose_nothing_when_a_gateway_dies_and_see_nothing_twice(redis_kind):
    with LiveChat(people(20)) as chat:
        assert {chat.where(device) for device in chat.devices} == {"g1", "g2"}
        for number in range(60):
            if number == 30:
                chat.kill("g1")
            chat.type(f"u{number % 20}/phone", f"u{number % 20}-u{(number + 1) % 20}", f"text {number}")
        assert chat.settle(30)
        assert {chat.where(device) for device in chat.devices} == {"g2"}
        verdict = chat.verdict()
    assert verdict.kept, verdict
    assert (verdict.typed, verdict.acknowledged, verdict.copies) == (60, 60, 120)


def test_a_gateway_that_was_killed_comes_back_and_takes_the_devices_of_the_other():
    with LiveChat(people(4)) as chat:
        chat.kill("g1")
        chat.type("u0/phone", "u0-u1", "while one is down")
        assert chat.settle()
        chat.restart("g1")
        chat.restart("g1")  # it runs: nothing happens
        chat.kill("g2")
        chat.type("u1/phone", "u0-u1", "now the other")
        assert chat.settle(20)
        assert {chat.where(device) for device in chat.devices} == {"g1"}
        assert chat.verdict().kept
        assert [event.sequence for event in chat.events() if event.what == "shown"] == [1, 1, 2, 2]


def test_with_no_gateway_at_all_everything_waits_for_one():
    with LiveChat(people(3), gateways=1) as chat:
        chat.kill("g1")
        chat.type("u0/phone", "u0-u1", "hello?")
        assert not chat.settle(0.5)
        chat.restart("g1")
        assert chat.settle(20)
        assert chat.verdict().kept


def test_both_devices_of_a_person_get_everything_and_one_that_was_away_gets_it_on_return(redis_kind):
    with LiveChat(people(3, ("phone", "laptop"))) as chat:
        chat.type("u0/phone", "u0-u1", "to you")
        assert chat.settle()
        chat.disconnect("u1/laptop")
        assert chat.where("u1/laptop") is None
        for number in range(5):
            chat.type("u0/laptop", "u0-u1", f"to you, {number}")
        assert chat.settle()
        assert chat.pushes == 5 * ["u1/laptop"]
        chat.reconnect("u1/laptop")
        assert chat.where("u1/laptop") in {"g1", "g2"}
        assert chat.settle()
        verdict = chat.verdict()
        shown = [event for event in chat.events() if (event.what, event.device) == ("shown", "u1/laptop")]
    assert verdict.kept, verdict
    assert verdict.copies == 24
    assert [event.sequence for event in shown] == [1, 2, 3, 4, 5, 6]


def test_ticks_tell_the_sender_what_was_delivered_and_what_was_read():
    with LiveChat(people(3)) as chat:
        chat.type("u0/phone", "u0-u1", "hello")
        assert chat.settle()
        ticks = chat.devices["u0/phone"].client.ticks
        assert chat.wait_until(lambda: ticks["u0-u1", "u1"].delivered == 1)
        assert ticks["u0-u1", "u1"].read == 0
        chat.read("u1/phone", "u0-u1")
        assert chat.wait_until(lambda: ticks["u0-u1", "u1"].read == 1)


def test_who_is_no_member_is_refused_and_writes_nothing():
    with LiveChat(people(4)) as chat:
        chat.type("u3/phone", "u0-u1", "let me in")
        chat.type("u0/phone", "u0-u1", "who was that?")
        assert chat.settle()
        assert [event.device for event in chat.events() if event.what == "refused"] == ["u3/phone"]
        assert [message.sender for message in chat.log.after("u0-u1", 0)] == ["u0"]


def test_a_gateway_that_publishes_loses_what_an_absent_device_should_have():
    rivals = {"make_gateway": publishing(store_first=True), "make_client": TrustingClient}
    with LiveChat(people(3), **rivals) as chat:
        chat.disconnect("u1/phone")
        chat.type("u0/phone", "u0-u1", "are you there?")
        assert chat.settle()
        chat.reconnect("u1/phone")
        assert not chat.settle(1.0)
        assert chat.verdict().lost == 1


def test_what_a_gateway_raises_reaches_whoever_waits():
    class Broken(Gateway):
        def _store(self, connection, frame):
            yield
            raise ZeroDivisionError("a fault of somebody's own gateway")

    with LiveChat(people(2), make_gateway=Broken) as chat:
        chat.type("u0/phone", "u0-u1", "x")
        with pytest.raises(ZeroDivisionError, match="own gateway"):
            chat.settle(10)


def test_what_a_device_raises_reaches_whoever_waits():
    class Broken(Client):
        def show(self, message):
            raise ZeroDivisionError("a fault of somebody's own device")

    with LiveChat(people(2), make_client=Broken) as chat:
        chat.type("u0/phone", "u0-u1", "x")
        with pytest.raises(ZeroDivisionError, match="own device"):
            chat.settle(10)


def test_what_does_not_exist_is_said_and_a_chat_that_is_over_says_so():
    with LiveChat(people(2)) as chat:
        chat.type("u0/phone", "u0-u1", "x")
        chat.settle()
        with pytest.raises(CourseError, match=r"No device is called 'u0'\. There are: u0/phone"):
            chat.type("u0", "u0-u1", "x")
        with pytest.raises(CourseError, match=r"No gateway is called 'g9'\. There are: g1, g2"):
            chat.kill("g9")
    assert chat.verdict().acknowledged == 1
    assert chat.events()
    for call in (lambda: chat.type("u0/phone", "u0-u1", "x"), lambda: chat.reconnect("u0/phone")):
        with pytest.raises(CourseError, match="is over"):
            call()


def test_threads_may_share_a_chat():
    with LiveChat(people(4)) as chat:

        def write(number):
            for turn in range(10):
                chat.type(f"u{number}/phone", f"u{number}-u{(number + 1) % 4}", str(turn))

        threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert chat.settle(30)
        assert chat.verdict().kept
        assert chat.verdict().typed == 40


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_however_a_chat_ends_nothing_stays(error):
    with pytest.raises(error), LiveChat(people(6)) as chat:  # noqa: PT012
        for number in range(6):
            chat.type(f"u{number}/phone", f"u{number}-u{(number + 1) % 6}", "x")
        chat.kill("g2")
        raise error


@pytest.mark.skipif(os.name != "posix", reason="sends itself a signal")
@pytest.mark.parametrize("after_s", [0.0, 0.02, 0.1, 0.3, 0.6])
def test_an_interrupt_at_any_moment_leaves_nothing(after_s):
    """From the start over the first connections to the wait for what never comes."""
    alarm = threading.Timer(after_s, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012
        alarm.start()
        with LiveChat(people(6)) as chat:
            chat.wait_until(lambda: False, 20)
    alarm.join()


def test_an_error_after_its_port_is_open_leaves_it_closed(monkeypatch):
    opened = []

    async def opens_and_fails(*_, sock, **__):
        opened.append(sock)
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, sock=sock)
        assert server.is_serving()
        raise ZeroDivisionError

    monkeypatch.setattr(api, "serve", opens_and_fails)
    with pytest.raises(ZeroDivisionError), LiveChat(people(2)):
        pass
    assert [port.fileno() for port in opened] == [-1]


def test_a_gateway_that_cannot_start_leaves_nothing(monkeypatch):
    started = []

    def listen(self, gateway, told):
        if started:
            raise ZeroDivisionError("no more listeners")
        started.append(gateway)
        return RedisHub.hear(self, gateway, told)

    monkeypatch.setattr(RedisHub, "hear", RedisHub.listen, raising=False)
    monkeypatch.setattr(RedisHub, "listen", listen)
    with pytest.raises(ZeroDivisionError), LiveChat(people(2)):
        pass


# One gateway, and callers without a device.


class Caller:
    """A socket in the hands of a test."""

    def __init__(self, server, token=None):
        self._ending = ExitStack()
        opened = websockets.sync.client.connect(server.url, compression=None, proxy=None, close_timeout=1)
        self.socket = self._ending.enter_context(opened)
        if token is not None:
            self.say(Hello(token))

    def say(self, *frames):
        for frame in frames:
            self.socket.send(frame if isinstance(frame, str | bytes) else encode(frame))

    def hear(self, kind, timeout_s=5.0):
        """The next frame of this kind."""
        end_s = time.monotonic() + timeout_s
        while time.monotonic() < end_s:
            frame = decode_to_device(self.socket.recv(timeout_s))
            if isinstance(frame, kind):
                return frame
        raise AssertionError(f"no {kind.__name__} came")

    def closed_with(self, timeout_s=8.0):
        end_s = time.monotonic() + timeout_s
        with pytest.raises(ConnectionClosed) as closed:  # noqa: PT012
            while time.monotonic() < end_s:
                self.socket.recv(timeout_s)
        return closed.value.rcvd.code if closed.value.rcvd else None

    def close(self):
        self._ending.close()


@pytest.fixture
def tokens():
    return Tokens(SECRET, SystemClock())


@pytest.fixture
def hub(redis_kind):
    with open_redis() as store:
        yield RedisHub(store)


@pytest.fixture
def server(hub, tokens):
    yield from serving(hub, tokens)


def serving(hub, tokens, name="g1", log=None, **settings):
    members = people(3, ("phone", "laptop"))
    gateway = Gateway(name, log or MemoryLog(), hub, members, SystemClock(), lambda device: None)
    server = GatewayServer(gateway, tokens, hub.listen, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def call(server, tokens, device="u0/phone"):
    return closing(Caller(server, tokens.issue(device.partition("/")[0], device)))


@pytest.mark.parametrize(
    "first",
    [
        Hello(""),
        Hello("made up"),
        Hello(Tokens(b"another", SystemClock()).issue("u0", "u0/phone")),
        Hello(Tokens(SECRET, SystemClock()).issue("u0", "u0/phone", lifetime_s=-1.0)),
        Ping(),
        Send("u0-u1", "u0/phone#1", "without a hello"),
        "no frame",
        b"\x00\xff",
        '{"type":"stored"}',
    ],
    ids=["empty", "made up", "another secret", "over its time", "ping", "send", "no frame", "bytes", "wrong frame"],
)
def test_a_socket_that_does_not_prove_who_it_is_is_closed_with_4001(server, first):
    with closing(Caller(server)) as caller:
        caller.say(first)
        assert caller.closed_with() == UNAUTHORISED
    assert server.gateway.log.all() == []
    assert not server.gateway.connections


def test_a_socket_that_says_nothing_is_closed_with_4001(server, monkeypatch):
    monkeypatch.setattr(api, "HELLO_WITHIN_S", 0.2)
    with closing(Caller(server)) as caller:
        assert caller.closed_with() == UNAUTHORISED


def test_a_frame_right_behind_the_hello_is_not_lost(server, tokens):
    """BUG-084."""
    with call(server, tokens) as caller:
        caller.say(Send("u0-u1", "u0/phone#1", "at once"))
        assert caller.hear(Stored) == Stored("u0-u1", "u0/phone#1", 1)


def test_what_waits_is_delivered_before_what_is_asked(server, tokens):
    with call(server, tokens, "u1/phone") as bob:
        bob.say(Send("u0-u1", "u1/phone#1", "one"), Send("u0-u1", "u1/phone#2", "two"))
        bob.hear(Stored)
        bob.hear(Stored)
    with call(server, tokens) as ann:
        ann.say(Sync("u0-u1", 0))
        assert [ann.hear(Deliver).message.sequence for _ in range(4)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    "wrong",
    ["", "{}", "[" * 5_000, b"\x00", '{"type":"send","conversation":"u0-u1"}', encode(Send("u0-u1", "x", "y" * 4_001))],
    ids=["nothing", "empty", "deep", "bytes", "a field short", "too long"],
)
def test_a_wrong_frame_is_refused_and_the_next_one_is_served(server, tokens, wrong):
    with call(server, tokens) as caller:
        caller.say(wrong, Ping())
        assert caller.hear(Refused).reason
        assert caller.hear(Pong) == Pong()


def test_a_frame_over_the_limit_closes_the_socket(server, tokens):
    with call(server, tokens) as caller:
        caller.say(encode(Hello("x" * 100_000)))
        assert caller.closed_with() == 1009


def test_neither_the_sender_nor_the_receivers_can_be_chosen(server, tokens):
    with call(server, tokens, "u2/phone") as caller:
        caller.say('{"type":"send","conversation":"u0-u1","client_id":"c","text":"x","sender":"u0"}')
        assert "only these fields" in caller.hear(Refused).reason
        for frame in (Send("u0-u1", "u2/phone#1", "x"), Sync("u0-u1", 0), Received("u0-u1", 3), Sync("nowhere", 0)):
            caller.say(frame)
            assert "u2 is no member" in caller.hear(Refused).reason
        caller.say(Hello(tokens.issue("u0", "u0/phone")))  # one cannot become somebody else
        assert caller.hear(Refused)
        caller.say(Send("u2-u0", "u2/phone#2", "mine"))
        assert caller.hear(Deliver).message.sender == "u2"
    assert [message.sender for message in server.gateway.log.all()] == ["u2"]


def test_a_message_reaches_every_device_of_both_people_on_two_gateways(hub, tokens, server):
    for other in serving(hub, tokens, "g2", server.gateway.log):
        places = {"u0/phone": server, "u0/laptop": other, "u1/phone": other, "u1/laptop": server}
        callers = {device: Caller(place, tokens.issue(device[:2], device)) for device, place in places.items()}
        try:
            wait_for(lambda: all(place.holds(device) for device, place in places.items()))  # noqa: B023
            callers["u0/phone"].say(Send("u0-u1", "u0/phone#1", "to all of us"))
            for caller in callers.values():
                assert caller.hear(Deliver).message.text == "to all of us"
        finally:
            for caller in callers.values():
                caller.close()


def test_the_close_of_an_old_socket_leaves_the_new_one_where_it_is(hub, tokens, server):
    """BUG-083: a device comes back on another gateway before the first one has noticed."""
    for other in serving(hub, tokens, "g2", server.gateway.log):
        with call(server, tokens, "u1/phone") as old, call(other, tokens, "u1/phone") as new:
            wait_for(lambda: server.holds("u1/phone") and other.holds("u1/phone"))  # noqa: B023
            wait_for(lambda: hub.gateways_of(["u1/phone"]) == {"u1/phone": "g2"})
            old.close()
            wait_for(lambda: not server.holds("u1/phone"))
            assert hub.gateways_of(["u1/phone"]) == {"u1/phone": "g2"}
            with call(server, tokens) as ann:
                ann.say(Send("u0-u1", "u0/phone#1", "still there?"))
                assert new.hear(Deliver).message.text == "still there?"
        wait_for(lambda: hub.gateways_of(["u1/phone"]) == {"u1/phone": None})


def test_a_socket_that_takes_nothing_is_closed_and_its_messages_wait(hub, tokens):
    log = MemoryLog()
    for number in range(WINDOW):
        log.add("u0-u1", "u0", str(number), "x" * 4_000, 0.0)
    for server in serving(hub, tokens, log=log, most_waiting=2 * WINDOW):
        with call(server, tokens) as ann, call(server, tokens, "u1/phone") as bob:
            wait_for(lambda: server.holds("u1/phone"))  # noqa: B023
            with suppress(ConnectionClosed):
                for _ in range(3_000):  # asks for more and more, and reads nothing
                    bob.say(Sync("u0-u1", 0), Ping())
            wait_for(lambda: not server.holds("u1/phone"), 20)  # noqa: B023
            assert bob.closed_with() in {TOO_SLOW, None}
            ann.say(Send("u0-u1", "u0/phone#1", "this waits"))
            assert ann.hear(Stored)
        assert [message.text for _, message in hub.pending("u1/phone", "", 9)] == ["this waits"]


def test_stop_says_goodbye_and_tells_the_hub(hub, tokens):
    for server in serving(hub, tokens):
        with call(server, tokens) as caller:
            wait_for(lambda: server.holds("u0/phone"))  # noqa: B023
            server.stop()
            server.stop()
            assert caller.closed_with() == 1001
        assert hub.gateways_of(["u0/phone"]) == {"u0/phone": None}
        assert hub.tell("g1", ["u0/phone"], None) == 0


def test_kill_says_nothing_and_tells_nobody(hub, tokens):
    for server in serving(hub, tokens):
        with call(server, tokens) as caller:
            wait_for(lambda: server.holds("u0/phone"))  # noqa: B023
            server.kill()
            server.kill()
            assert caller.closed_with() is None
            with pytest.raises(ConnectionRefusedError):
                Caller(server)
        # To the hub it looks as if it lived, until its lease is over.
        assert hub.gateways_of(["u0/phone"]) == {"u0/phone": "g1"}
        assert hub.tell("g1", ["u0/phone"], None) == 0


def test_a_dead_gateway_does_not_finish_what_it_began(hub, tokens):
    reached, go_on = threading.Event(), threading.Event()

    class Slow(MemoryLog):
        def add(self, *given):
            stored = super().add(*given)
            reached.set()
            go_on.wait(5)
            return stored

    for server in serving(hub, tokens, log=Slow()):
        with call(server, tokens) as caller:
            caller.say(Send("u0-u1", "u0/phone#1", "it is in the log, and in no inbox"))
            assert reached.wait(5)
            killing = threading.Thread(target=server.kill)
            killing.start()
            time.sleep(0.05)
            go_on.set()
            killing.join()
            assert caller.closed_with() is None
        assert len(server.gateway.log.all()) == 1
        assert hub.pending("u1/phone", "", 10) == []


def wait_for(condition, timeout_s=5.0):
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "it did not happen in time"
        time.sleep(0.005)


def test_a_kernel_whose_own_loop_runs_can_hold_a_chat():
    async def cell():
        with LiveChat(people(2)) as chat:
            chat.type("u0/phone", "u0-u1", "x")
            return chat.settle()

    assert asyncio.run(cell())
