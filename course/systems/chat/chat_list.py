"""A person's list of conversations, newest message first: the moment as part of a row's key, or a score in Redis."""

from collections.abc import Collection, Iterable

import duckdb
import redis

CAP = 100
"""An assumption: nobody scrolls further; what is older comes from the rows of the participants."""


class KeyedByMoment:
    """Often seen: one row a person and conversation, with the moment of its last message in the key.

    A key cannot be changed, so each message inserts a row and deletes the old one, in two steps.
    ``dies_at``: the numbers of the moves after whose first step the power fails.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, dies_at: Collection[int] = ()) -> None:
        self._database = database
        self._dies_at = dies_at
        self._moves = 0
        self._moments: dict[tuple[str, str], int] = {}
        database.execute(
            "CREATE TABLE user_conversations (person VARCHAR, last_message_at BIGINT, conversation VARCHAR,"
            " PRIMARY KEY (person, last_message_at, conversation))"
        )

    def moved(self, people: Iterable[str], conversation: str, at_ms: int) -> None:
        """A message came. Cost: two statements a person."""
        for person in people:
            old = self._moments.get((person, conversation))
            self._moments[person, conversation] = at_ms
            self._database.execute("INSERT INTO user_conversations VALUES (?, ?, ?)", [person, at_ms, conversation])
            self._moves += 1
            if old is not None and self._moves not in self._dies_at:
                self._database.execute(
                    "DELETE FROM user_conversations WHERE person = ? AND last_message_at = ? AND conversation = ?",
                    [person, old, conversation],
                )

    def newest(self, person: str, count: int = CAP) -> list[str]:
        """What the person's screen shows."""
        rows = self._database.execute(
            "SELECT conversation FROM user_conversations WHERE person = ? ORDER BY last_message_at DESC LIMIT ?",
            [person, count],
        ).fetchall()
        return [str(conversation) for (conversation,) in rows]


class ScoredList:
    """Ours: a sorted set a person, in Redis. The row of a participant says nothing about the last message.

    Leaves out: what Redis lost is filled again from the participants' rows and the last message of each conversation.
    """

    def __init__(self, store: redis.Redis, *, cap: int = CAP) -> None:
        self._store = store
        self._cap = cap

    def moved(self, people: Iterable[str], conversation: str, at_ms: int) -> None:
        """A message came; one that comes late moves nothing back. Cost: O(log cap) a person, one trip."""
        with self._store.pipeline() as trip:
            for person in people:
                trip.zadd(_list(person), {conversation: at_ms}, gt=True)
                trip.zremrangebyrank(_list(person), 0, -self._cap - 1)
            trip.execute()

    def newest(self, person: str, count: int = CAP) -> list[str]:
        """What the person's screen shows."""
        return [str(conversation) for conversation in self._store.zrevrange(_list(person), 0, count - 1)]


def _list(person: str) -> str:
    return f"list:{person}"
