"""The LRU cache against cachetools'."""

import cachetools
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts.lru_cache import LruCache

CALLS = st.lists(st.tuples(st.sampled_from(["get", "put"]), st.integers(0, 8), st.integers(0, 99)), max_size=200)


@given(st.integers(1, 6), CALLS)
def test_it_answers_every_sequence_of_calls_as_cachetools_does(capacity, calls):
    ours: LruCache[int, int] = LruCache(capacity)
    peer = cachetools.LRUCache(capacity)
    found = []
    for call, key, value in calls:
        if call == "put":
            ours.put(key, value)
            peer[key] = value
        else:
            found.append(peer.get(key))
            assert ours.get(key) == found[-1]
        assert len(ours) == len(peer)
    assert ours.misses == found.count(None)
    assert ours.hits == len(found) - ours.misses


def test_what_was_used_least_recently_goes_first():
    cache: LruCache[str, int] = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    cache.put("a", 10)
    cache.put("d", 4)
    assert (cache.get("a"), cache.get("c"), cache.get("d")) == (10, None, 4)


def test_values_that_look_like_nothing_are_hits():
    cache: LruCache[str, object] = LruCache(3)
    for key, value in {"zero": 0, "empty": "", "no": False}.items():
        cache.put(key, value)
        assert cache.get(key) is value
    assert (cache.hits, cache.misses) == (3, 0)


def test_none_cannot_be_stored_so_that_it_always_means_a_miss():
    cache: LruCache[str, str | None] = LruCache(1)
    with pytest.raises(ValueError, match="None means 'not there'"):
        cache.put("a", None)
    assert len(cache) == 0


@pytest.mark.parametrize("capacity", [0, -1])
def test_a_cache_without_room_is_refused(capacity):
    with pytest.raises(ValueError, match="at least one value"):
        LruCache(capacity)
