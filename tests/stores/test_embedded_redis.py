"""The canary: fakeredis, in the version that we pin, really follows the clock that we give it."""

import asyncio
import sys
import time
from importlib.metadata import version

import pytest

from course.clock import ManualClock
from course.stores import open_async_redis, open_redis
from course.stores.embedded_redis import embedded_client, embedded_server, overhear

START_S = 1_800_000_000


@pytest.fixture(autouse=True)
def embedded(monkeypatch):
    monkeypatch.delenv("COURSE_REDIS_URL", raising=False)


def test_this_is_the_version_that_the_stand_in_for_time_was_made_for():
    assert version("fakeredis") == "2.40.0", (
        "run this file's tests, look at where fakeredis asks for the time, move the pin"
    )


def test_no_module_of_fakeredis_sees_the_machines_clock_any_more():
    embedded_server(ManualClock())
    modules = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "fakeredis"}
    assert [name for name, module in modules.items() if getattr(module, "time", None) is time] == []
    assert {"fakeredis._helpers", "fakeredis._socket._base", "fakeredis.model._stream"} <= set(modules)


def test_redis_itself_tells_the_manual_time(store, clock):
    clock.advance(1.5)
    assert store.time() == (START_S + 1, 500_000)
    assert store.eval("return redis.call('TIME')", 0) == [str(START_S + 1), "500000"]


def test_a_key_is_gone_at_its_very_moment_for_every_command(store, clock):
    store.set("page", "1", px=1500)
    clock.advance(1.499)
    assert store.pttl("page") == 1
    assert (store.exists("page"), store.keys(), store.dbsize()) == (1, ["page"], 1)
    clock.advance(0.001)
    assert (store.exists("page"), store.keys(), store.dbsize(), store.get("page")) == (0, [], 0, None)


def test_time_that_comes_in_small_steps_adds_up(store, clock):
    store.set("page", "1", ex=1)
    for _ in range(10):
        assert store.get("page") == "1"
        clock.advance(0.1)
    assert store.get("page") is None


def test_a_script_sees_a_key_expire(store, clock):
    get = store.register_script("return redis.call('GET', KEYS[1])")
    store.eval("return redis.call('SET', KEYS[1], 'x', 'EX', ARGV[1])", 1, "page", 60)
    clock.advance(59)
    assert get(keys=["page"]) == "x"
    clock.advance(1)
    assert get(keys=["page"]) is None


def test_a_transaction_sees_a_key_expire(store, clock):
    store.set("page", "1", ex=60)
    with store.pipeline() as pipeline:
        pipeline.get("page")
        clock.advance(60)
        assert pipeline.execute() == [None]


def test_a_stream_stamps_and_waits_by_the_manual_clock(store, clock):
    assert store.xadd("clicks", {"code": "a"}) == f"{START_S * 1000}-0"
    clock.advance(2)
    assert store.xadd("clicks", {"code": "b"}) == f"{START_S * 1000 + 2000}-0"
    store.xgroup_create("clicks", "counters", id="0")
    store.xreadgroup("counters", "worker", {"clicks": ">"})
    clock.advance(30)
    assert store.xautoclaim("clicks", "counters", "other", min_idle_time=30_001)[1] == []
    assert len(store.xautoclaim("clicks", "counters", "other", min_idle_time=30_000)[1]) == 2


def test_asyncio_follows_the_clock_in_scripts_and_streams_too(clock):
    async def use():
        async with open_async_redis(clock) as store:
            await store.set("page", "1", ex=60)
            first = await store.xadd("clicks", {"code": "a"})
            clock.advance(60)
            return first, await store.eval("return redis.call('EXISTS', KEYS[1])", 1, "page"), await store.time()

    assert asyncio.run(use()) == (f"{START_S * 1000}-0", 0, (START_S + 60, 0))


def test_two_stores_each_follow_their_own_clock():
    slow, fast = ManualClock(), ManualClock()
    with open_redis(slow) as left, open_redis(fast) as right, open_redis() as by_the_machine:
        for store in (left, right, by_the_machine):
            store.set("page", "1", ex=60)
        fast.advance(60)
        assert (left.get("page"), right.get("page"), by_the_machine.get("page")) == ("1", None, "1")
        slow.advance(60)
        assert left.get("page") is None
        assert by_the_machine.time()[0] == pytest.approx(time.time(), abs=5)  # noqa: TID251 - the machine is the oracle


def test_a_store_without_a_clock_expires_by_the_machines():
    with open_redis() as store:
        store.set("page", "1", px=20)
        assert store.get("page") == "1"
        time.sleep(0.03)
        assert store.get("page") is None


def test_a_blocking_command_waits_by_the_machines_clock(store):
    assert store.blpop(["queue"], timeout=0.05) is None
    store.rpush("queue", "a")
    assert store.blpop(["queue"], timeout=5) in (("queue", "a"), ["queue", "a"])


def test_a_server_that_is_off_refuses_calls():
    import redis
    from fakeredis import FakeRedis

    server = embedded_server()
    store = FakeRedis(server=server)
    server.connected = False
    with pytest.raises(redis.ConnectionError):
        store.get("page")


@pytest.fixture
def store(embedded, clock):
    with open_redis(clock) as client:
        yield client


def test_every_command_of_a_client_is_overheard_where_it_reaches_the_server():
    client, trips, heard = embedded_client(embedded_server()), [], []

    def carry(send, data):
        trips.append(data)
        send()

    overhear(client, carry, heard.append)
    client.ping()
    trips.clear()
    with client.pipeline() as pipe:
        pipe.set("seat", "Ana")
        pipe.get("seat")
        assert pipe.execute() == [True, "Ana"]
    assert (len(trips), heard[-4:]) == (1, ["MULTI", "SET seat Ana", "GET seat", "EXEC"])
    with client.lock("door", timeout=1):
        assert heard[-1].startswith("SET door ")
