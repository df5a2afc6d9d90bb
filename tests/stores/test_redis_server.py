"""How we behave on somebody else's Redis server."""

import pytest
import redis
from redis.connection import parse_url

from course.clock import ManualClock
from course.errors import CourseError
from course.stores import open_redis
from course.stores.redis_server import MARKER

pytestmark = pytest.mark.redis


@pytest.fixture
def visitor(server_url, monkeypatch):
    """A plain client of the database that the tests may use, left as it was found: empty."""
    monkeypatch.setenv("COURSE_REDIS_URL", server_url)
    with redis.Redis.from_url(server_url, decode_responses=True) as client:
        if client.exists(MARKER):
            client.flushdb()
        assert client.dbsize() == 0
        yield client
        client.flushdb()


def test_an_empty_database_is_taken_and_marked(visitor):
    with open_redis() as store:
        assert store.keys() == [MARKER]
        store.set("page", "1")
    assert visitor.get("page") == "1"


def test_a_database_of_ours_is_emptied(visitor):
    with open_redis() as store:
        store.set("page", "1")
    with open_redis() as store:
        assert store.keys() == [MARKER]


def test_a_database_of_somebody_else_is_refused_and_left_alone(visitor):
    visitor.set("salary:ann", "1")
    with pytest.raises(CourseError, match="holds keys that are not ours"):
        open_redis()
    assert visitor.keys() == ["salary:ann"]


def test_other_databases_of_the_server_are_left_alone(visitor, server_url):
    clock = ManualClock()
    with redis.Redis.from_url(server_url, single_connection_client=True) as neighbour:
        neighbour.select((parse_url(server_url).get("db", 0) + 8) % 16)
        neighbour.set("salary:ann", "1", ex=100)
        with open_redis(clock), open_redis(clock):
            clock.advance(1000)
        assert neighbour.ttl("salary:ann") > 90
        neighbour.delete("salary:ann")


def test_the_marker_survives_any_advance(visitor):
    clock = ManualClock()
    with open_redis(clock) as store:
        store.set("page", "1", ex=10)
        clock.advance(10)
        clock.advance(1e9)
        assert store.keys() == [MARKER]


def test_time_still_passes_after_a_lesson_flushed_the_database(visitor):
    clock = ManualClock()
    with open_redis(clock) as store:
        store.flushdb()
        store.set("page", "1", ex=100)
        clock.advance(60)
        assert 39 <= store.ttl("page") <= 40
        clock.advance(40)
        assert store.get("page") is None
    with open_redis() as store:
        assert store.keys() == [MARKER]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("redis://127.0.0.1:1", "redis://127.0.0.1:1 cannot be used.*Start it, or correct or unset COURSE_REDIS_URL"),
        ("redis://ann:secret@127.0.0.1:1/3", "redis://127.0.0.1:1/3 cannot be used"),
        ("127.0.0.1:6379", "COURSE_REDIS_URL cannot be read.*Write redis://127.0.0.1:6379/9"),
        ("unix:///nowhere/redis.sock", "unix:///nowhere/redis.sock cannot be used"),
    ],
)
def test_a_server_that_cannot_be_used_gets_one_sentence_without_its_password(monkeypatch, url, sentence):
    monkeypatch.setenv("COURSE_REDIS_URL", url)
    with pytest.raises(CourseError, match=f"(?s){sentence}") as refusal:
        open_redis()
    assert "secret" not in str(refusal.value)


def test_a_database_number_that_the_server_does_not_have_gets_one_sentence(visitor, server_url, monkeypatch):
    monkeypatch.setenv("COURSE_REDIS_URL", f"{server_url.partition('?')[0]}?db=4000")
    with pytest.raises(CourseError, match="out of range"):
        open_redis()
