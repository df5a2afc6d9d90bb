"""The store of messages: one row each, in the order of its conversation, and never twice."""

from threading import Lock
from typing import Protocol

import duckdb

from course.systems.chat.model import Message

PAGE = 50


class MessageLog(Protocol):
    """The database of record."""

    def add(self, conversation: str, sender: str, client_id: str, text: str, at_s: float) -> Message:
        """Store a message behind the others of its conversation.

        If this sender has stored this ``client_id`` before, nothing is added, and that message comes back. Once this
        returns, the message is safe.
        """
        ...

    def after(self, conversation: str, sequence: int, limit: int = PAGE) -> list[Message]:
        """The messages that follow ``sequence``, oldest first, at most ``limit``."""
        ...

    def head(self, conversation: str) -> int:
        """The number of the newest message, 0 if there is none. Cost: O(1), no trip."""
        ...


class MemoryLog:
    """Messages in lists, for virtual time. Cost: O(1) to add, O(limit) to read."""

    def __init__(self) -> None:
        self._messages: dict[str, list[Message]] = {}
        self._known: dict[tuple[str, str, str], Message] = {}

    def add(self, conversation: str, sender: str, client_id: str, text: str, at_s: float) -> Message:
        """See :class:`MessageLog`."""
        name = (conversation, sender, client_id)
        known = self._known.get(name)
        if known is None:
            messages = self._messages.setdefault(conversation, [])
            known = Message(conversation, len(messages) + 1, client_id, sender, text, at_s)
            messages.append(known)
            self._known[name] = known
        return known

    def after(self, conversation: str, sequence: int, limit: int = PAGE) -> list[Message]:
        """See :class:`MessageLog`."""
        return self._messages.get(conversation, [])[sequence : sequence + limit]

    def head(self, conversation: str) -> int:
        """See :class:`MessageLog`."""
        return len(self._messages.get(conversation, ()))

    def all(self) -> list[Message]:
        """Every message, by conversation."""
        return [message for messages in self._messages.values() for message in messages]


class DuckLog:
    """Messages in DuckDB, with the conversation first in their key.

    Several threads may share it; they take turns. Cost: two statements, some 1 ms, a message.
    Leaves out: several writers, which would need the database to give the numbers out; a bucket of time in the key.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._turn = Lock()
        database.execute(
            "CREATE TABLE IF NOT EXISTS messages (conversation VARCHAR, sequence INTEGER, client_id VARCHAR,"
            " sender VARCHAR, text VARCHAR, stored_s DOUBLE,"
            " PRIMARY KEY (conversation, sequence), UNIQUE (conversation, sender, client_id))"
        )
        heads = database.execute("SELECT conversation, max(sequence) FROM messages GROUP BY conversation").fetchall()
        self._heads: dict[str, int] = dict(heads)

    def add(self, conversation: str, sender: str, client_id: str, text: str, at_s: float) -> Message:
        """See :class:`MessageLog`."""
        with self._turn:
            row = self._database.execute(
                "SELECT conversation, sequence, client_id, sender, text, stored_s FROM messages"
                " WHERE conversation = ? AND sender = ? AND client_id = ?",
                [conversation, sender, client_id],
            ).fetchone()
            if row is not None:
                return Message(*row)
            message = Message(conversation, self.head(conversation) + 1, client_id, sender, text, at_s)
            self._database.execute(
                "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)",
                [conversation, message.sequence, client_id, sender, text, at_s],
            )
            self._heads[conversation] = message.sequence
            return message

    def after(self, conversation: str, sequence: int, limit: int = PAGE) -> list[Message]:
        """See :class:`MessageLog`."""
        with self._turn:
            rows = self._database.execute(
                "SELECT conversation, sequence, client_id, sender, text, stored_s FROM messages"
                " WHERE conversation = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                [conversation, sequence, limit],
            ).fetchall()
        return [Message(*row) for row in rows]

    def head(self, conversation: str) -> int:
        """See :class:`MessageLog`."""
        return self._heads.get(conversation, 0)
