"""The posts of a page: from this process, from Redis by MGET, or from the table, in this order."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import redis
from redis.crc import key_slot

from course.clock import Clock
from course.parts.lru_cache import LruCache
from course.parts.single_flight import SingleFlight
from course.systems.news_feed.model import Post
from course.units import SECONDS_PER_DAY

POST_TTL_S = SECONDS_PER_DAY
GONE_TTL_S = 30
LOCAL_TTL_S, LOCAL_POSTS = 10, 1_000
GONE = "gone"  # a note: the table was asked, and the post is deleted or never was


class Posts(Protocol):
    """Where posts come from."""

    def find(self, post_ids: Sequence[int]) -> dict[int, Post]:
        """The posts of these ids; others are left out."""
        ...


class PostCache:
    """Read-through: the caller asks the cache alone, and the cache asks the table itself.

    (If the caller asked the table and filled the cache, it would be cache-aside: BUG-056.) Posts that many readers want
    at once are held ``local_s`` in this process, so that one hot key does not wear out one shard of Redis, and of all
    threads that miss the same posts one asks for all. A deleted post may be seen ``local_s`` longer.

    ``table_ids`` counts the posts that the table was asked for. ``clustered``: one MGET for each slot (BUG-055).
    """

    def __init__(
        self,
        store: redis.Redis,
        posts: Posts,
        clock: Clock,
        *,
        local_s: float = LOCAL_TTL_S,
        clustered: bool = False,
    ) -> None:
        self.table_ids = 0
        self.redis_gets = 0
        self._store = store
        self._posts = posts
        self._clock = clock
        self._local_s = local_s
        self._clustered = clustered
        self._local: LruCache[int, tuple[float, Post]] = LruCache(LOCAL_POSTS)
        self._flights: SingleFlight[tuple[int, ...], dict[int, Post]] = SingleFlight()

    def get_many(self, post_ids: Sequence[int]) -> dict[int, Post]:
        """The posts of these ids; deleted and unknown ones are left out. Nothing is asked for an empty page."""
        now_s = self._clock.now_s()
        found: dict[int, Post] = {}
        for post_id in post_ids:
            kept = self._local.get(post_id) if self._local_s else None
            if kept is not None and now_s < kept[0] + self._local_s:
                found[post_id] = kept[1]
        missing = tuple(sorted(set(post_ids) - found.keys()))
        if missing:
            fetched = self._flights.do(missing, lambda: self._fetch(missing))
            for post_id, post in fetched.items():
                self._local.put(post_id, (now_s, post))
            found |= fetched
        return found

    def put(self, post: Post) -> None:
        """Keep a post that was just stored."""
        self._store.set(key(post.id), to_json(post), ex=POST_TTL_S)

    def drop(self, post_id: int) -> None:
        """Forget a deleted post. The note stays longer than any reader takes who found the post in the table before."""
        self._store.set(key(post_id), GONE, ex=GONE_TTL_S)
        if self._local.get(post_id) is not None:
            self._local.put(post_id, (float("-inf"), Post(post_id, -1, "")))

    def _fetch(self, post_ids: tuple[int, ...]) -> dict[int, Post]:
        cached = self._mget(post_ids)
        missing = [post_id for post_id in post_ids if cached[post_id] is None]
        found = {post_id: from_json(text) for post_id, text in cached.items() if text is not None and text != GONE}
        if missing:
            self.table_ids += len(missing)
            loaded = self._posts.find(missing)
            with self._store.pipeline(transaction=False) as fill:
                for post_id in missing:  # nx: the note of a deletion that came meanwhile must stay
                    post = loaded.get(post_id)
                    text, keep_s = (to_json(post), POST_TTL_S) if post else (GONE, GONE_TTL_S)
                    fill.set(key(post_id), text, ex=keep_s, nx=True)
                fill.execute()
            found |= loaded
        return found

    def _mget(self, post_ids: Sequence[int]) -> dict[int, str | None]:
        groups = by_slot(post_ids) if self._clustered else {0: list(post_ids)}
        with self._store.pipeline(transaction=False) as batch:
            for group in groups.values():
                batch.mget([key(post_id) for post_id in group])
            answers: list[list[str | None]] = batch.execute()
        self.redis_gets += len(post_ids)
        return {
            post_id: text
            for group, texts in zip(groups.values(), answers, strict=True)
            for post_id, text in zip(group, texts, strict=True)
        }


def by_slot(post_ids: Sequence[int]) -> dict[int, list[int]]:
    """The ids by the cluster slot of their key. A cluster refuses one MGET over two slots."""
    groups: dict[int, list[int]] = {}
    for post_id in post_ids:
        groups.setdefault(key_slot(key(post_id).encode()), []).append(post_id)
    return groups


def key(post_id: int) -> str:
    """The name of a post in the cache."""
    return f"post:{post_id}"


def to_json(post: Post) -> str:
    """A post for a cache or an event. The id is a text, the moment a number of ms (BUG-038, BUG-058)."""
    return json.dumps({"id": str(post.id), "author": post.author, "at_ms": post.at_ms, "text": post.text})


def from_json(text: str) -> Post:
    """Undoes :func:`to_json`."""
    fields: Mapping[str, Any] = json.loads(text)
    return Post(int(fields["id"]), fields["author"], fields["text"])
