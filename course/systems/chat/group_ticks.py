"""What the sender of a group message sees: the lowest of what the others have, or one row a message and member."""

from collections.abc import Mapping

import duckdb

from course.systems.chat.model import Cursor

Cursors = Mapping[str, tuple[int, int]]


def group_status(number: int, sender: str, since: Mapping[str, int], cursors: Cursors) -> str:
    """``stored``, ``delivered`` or ``read``: the least that everybody has for whom the message is.

    It is for whoever is a member now, is not the sender, and was here before it: ``since`` tells after which message
    each joined. ``cursors`` tells how far each has come, (delivered, read). With nobody to wait for, it is ``stored``.
    Cost: O(members).
    """
    owed = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if not owed:
        return "stored"
    if min(read for _, read in owed) >= number:
        return "read"
    return "delivered" if min(delivered for delivered, _ in owed) >= number else "stored"


class StatusRows:
    """Often seen: a table ``message_status`` with a row for each message and each member."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        database.execute(
            "CREATE TABLE message_status (message INTEGER, person VARCHAR, status VARCHAR, at_s DOUBLE,"
            " PRIMARY KEY (message, person))"
        )

    def sent(self, messages: int, members: int) -> None:
        """So many messages to so many members. Cost: one row each."""
        self._database.execute(
            "INSERT INTO message_status SELECT message, 'u' || person, 'sent', 0.0"
            " FROM range(1, ? + 1) AS m(message), range(?) AS p(person)",
            [messages, members],
        )

    def rows(self) -> int:
        """How many there are."""
        found = self._database.execute("SELECT count(*) FROM message_status").fetchone()
        assert found
        return int(found[0])


class Participants:
    """Ours, beside the messages: one row a conversation and member, with when they joined and how far they read."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        database.execute(
            "CREATE TABLE participants (conversation VARCHAR, person VARCHAR, joined_after INTEGER,"
            " last_delivered INTEGER, last_read INTEGER, PRIMARY KEY (conversation, person))"
        )

    def add(self, conversation: str, since: Mapping[str, int]) -> None:
        """Members, and after which message each is here; who is there stays."""
        self._database.execute(
            "INSERT INTO participants SELECT ?, unnest(?), unnest(?), 0, 0 ON CONFLICT DO NOTHING",
            [conversation, list(since), list(since.values())],
        )

    def raised(self, conversation: str, person: str, cursor: Cursor) -> None:
        """Somebody came further; a late receipt lowers nothing."""
        self._database.execute(
            "UPDATE participants SET last_delivered = greatest(last_delivered, ?), last_read = greatest(last_read, ?)"
            " WHERE conversation = ? AND person = ?",
            [cursor.delivered, cursor.read, conversation, person],
        )

    def cursors(self, conversation: str) -> dict[str, tuple[int, int]]:
        """How far each has come."""
        rows = self._database.execute(
            "SELECT person, last_delivered, last_read FROM participants WHERE conversation = ?", [conversation]
        ).fetchall()
        return {str(person): (int(delivered), int(read)) for person, delivered, read in rows}

    def rows(self) -> int:
        """How many there are."""
        found = self._database.execute("SELECT count(*) FROM participants").fetchone()
        assert found
        return int(found[0])
