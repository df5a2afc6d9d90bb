"""What a lesson may count on, on the embedded Redis and on a real server alike."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
import redis
import redis.asyncio

from course.clock import ManualClock
from course.stores import open_async_redis, open_redis, redis_is_real


def run_with_async_store(action: Callable[[redis.asyncio.Redis], Awaitable[object]], clock=None):
    async def use_and_close():
        async with open_async_redis(clock) as store:
            return await action(store)

    return asyncio.run(use_and_close())


def test_redis_is_real_only_where_a_server_is_named(redis_kind):
    assert redis_is_real() == (redis_kind == "server")


def test_strings_come_back_as_text(store):
    assert store.set("city", "Zürich")
    assert store.get("city") == "Zürich"
    assert store.get("nowhere") is None
    assert store.incr("visits") == 1
    assert store.incrby("visits", 41) == 42
    assert store.mget("city", "nowhere", "visits") == ["Zürich", None, "42"]
    assert store.delete("city", "nowhere") == 1


def test_set_nx_gives_a_name_to_the_first_caller_only(store):
    assert store.set("party", "ann", nx=True) is True
    assert store.set("party", "bob", nx=True) is None
    assert store.get("party") == "ann"
    assert store.set("other", "bob", xx=True) is None
    assert store.set("party", "bob", xx=True, get=True) == "ann"


def test_a_key_lives_until_its_time_and_not_longer(store, clock):
    store.set("short", "1", ex=60)
    store.set("fine", "2", px=90_500)
    store.set("later", "3")
    store.expire("later", 3600)
    store.set("ever", "4")
    clock.advance(59)
    assert store.get("short") == "1"
    assert 0 < store.pttl("short") <= 1000
    clock.advance(1)
    assert store.get("short") is None
    assert store.ttl("short") == -2
    assert store.ttl("ever") == -1
    assert 30_000 < store.pttl("fine") <= 30_500
    clock.advance(31)
    assert store.mget("fine", "later", "ever") == [None, "3", "4"]
    clock.advance(3600)
    assert store.mget("later", "ever") == [None, "4"]


def test_nx_takes_an_expired_name(store, clock):
    assert store.set("lock", "ann", nx=True, ex=10)
    assert not store.set("lock", "bob", nx=True, ex=10)
    clock.advance(10)
    assert store.set("lock", "bob", nx=True, ex=10)


def test_a_new_ttl_replaces_the_old_one(store, clock):
    store.set("page", "1", ex=10)
    clock.advance(9)
    store.expire("page", 10)
    clock.advance(9)
    assert store.exists("page")
    store.persist("page")
    clock.advance(1_000_000)
    assert store.exists("page")


def test_two_stores_of_one_clock_lose_no_time_twice(redis_kind, clock):
    with open_redis(clock), open_redis(clock) as store:
        store.set("page", "1", ex=100)
        clock.advance(60)
        assert 39 <= store.ttl("page") <= 40


def test_hashes(store):
    assert store.hset("link", mapping={"url": "https://example.org", "clicks": 0}) == 2
    assert store.hincrby("link", "clicks", 3) == 3
    assert store.hgetall("link") == {"url": "https://example.org", "clicks": "3"}
    assert store.hget("link", "owner") is None


def test_sorted_sets_order_by_score_then_by_name(store):
    store.zadd("feed", {"b": 2, "a": 2, "c": 1, "d": 3.5})
    assert store.zrange("feed", 0, -1) == ["c", "a", "b", "d"]
    assert store.zrevrange("feed", 0, 1, withscores=True) in ([("d", 3.5), ("b", 2.0)], [["d", 3.5], ["b", 2.0]])
    assert store.zremrangebyrank("feed", 0, -3) == 2
    assert store.zcard("feed") == 2
    assert store.zscore("feed", "c") is None


def test_lists_and_sets(store):
    store.rpush("queue", "a", "b", "c")
    assert store.lpop("queue") == "a"
    assert store.lrange("queue", 0, -1) == ["b", "c"]
    assert store.sadd("seen", "x", "y", "x") == 2
    assert store.sismember("seen", "x")
    assert store.smembers("seen") == {"x", "y"}


def test_a_stream_with_a_group_delivers_once_and_again_until_acknowledged(store):
    first = store.xadd("clicks", {"code": "abc"}, id="1-1")
    second = store.xadd("clicks", {"code": "def"}, id="1-2")
    assert (first, second, store.xlen("clicks")) == ("1-1", "1-2", 2)
    assert store.xrange("clicks") == [("1-1", {"code": "abc"}), ("1-2", {"code": "def"})]
    store.xgroup_create("clicks", "counters", id="0")
    store.xreadgroup("counters", "worker", {"clicks": ">"}, count=1)
    assert store.xpending("clicks", "counters")["pending"] == 1
    _, claimed, *_ = store.xautoclaim("clicks", "counters", "other", min_idle_time=0)
    assert claimed == [("1-1", {"code": "abc"})]
    assert store.xack("clicks", "counters", "1-1") == 1
    assert store.xpending("clicks", "counters")["pending"] == 0


def test_a_pipeline_answers_in_order(store):
    with store.pipeline() as pipeline:
        answers = pipeline.set("a", 1).incr("a").get("a").get("b").execute()
    assert answers == [True, 2, "2", None]


def test_a_watched_key_that_changed_stops_the_transaction(store):
    with store.pipeline() as pipeline:
        pipeline.watch("stock")
        store.set("stock", 9)
        pipeline.multi()
        pipeline.set("stock", 10)
        with pytest.raises(redis.WatchError):
            pipeline.execute()
    assert store.get("stock") == "9"


def test_lua_runs_as_one_command(store):
    take = store.register_script(
        "local left = tonumber(redis.call('GET', KEYS[1]) or '0')"
        " if left < tonumber(ARGV[1]) then return redis.error_reply('SOLD OUT') end"
        " return redis.call('DECRBY', KEYS[1], ARGV[1])"
    )
    store.set("tickets", 3)
    assert take(keys=["tickets"], args=[2]) == 1
    with pytest.raises(redis.ResponseError, match="SOLD OUT"):
        take(keys=["tickets"], args=[2])
    assert store.eval("return {1, 'two', false, 3.9}", 0) == [1, "two", None, 3]


def test_a_wrong_type_is_an_error(store):
    store.set("name", "ann")
    with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
        store.lpush("name", "bob")


def test_a_subscriber_hears_what_is_published_after_it_came(store):
    assert store.publish("news", "too early") == 0
    with store.pubsub(ignore_subscribe_messages=True) as subscriber:
        subscriber.subscribe("news")
        while subscriber.get_message(timeout=0.05):
            pass
        assert store.publish("news", "hello") == 1
        message = next(filter(None, (subscriber.get_message(timeout=0.5) for _ in range(10))))
    assert (message["channel"], message["data"]) == ("news", "hello")


def test_threads_may_share_a_store(store):
    def count():
        for _ in range(50):
            store.incr("visits")

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("visits") == "200"


def test_each_store_starts_empty(redis_kind):
    with open_redis() as first:
        first.set("left", "over")
    with open_redis() as second:
        assert second.get("left") is None


def test_asyncio_gives_the_same_answers(redis_kind):
    async def use(store):
        await store.set("party", "ann")
        async with store.pipeline() as pipeline:
            answers = await pipeline.get("party").set("party", "bob", nx=True).incr("visits").execute()
        many = await asyncio.gather(*(store.incr("visits") for _ in range(20)))
        await store.zadd("feed", {"a": 1, "b": 0})
        return answers, max(many), await store.zrange("feed", 0, -1), await store.eval("return ARGV[1]", 0, "x")

    assert run_with_async_store(use) == (["ann", None, 1], 21, ["b", "a"], "x")


def test_asyncio_follows_the_manual_clock(redis_kind):
    clock = ManualClock()

    async def use(store):
        await store.set("page", "1", ex=60)
        clock.advance(59)
        before = await store.get("page")
        clock.advance(1)
        return before, await store.get("page")

    assert run_with_async_store(use, clock) == ("1", None)
