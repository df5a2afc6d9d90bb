"""The door to what was written: a signed token says who asks, the table of stays what they may see."""

import hashlib
from dataclasses import dataclass

from course.clock import Clock
from course.systems.chat.auth import Tokens
from course.systems.chat.history import History, PageCursor, Row, older_page
from course.systems.chat.model import NotAMember

PAGE = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that a search found."""

    conversation: str
    number: int
    text: str


class Archive:
    """Pages, searches and attachments for members. What the phone says about itself is not read at all.

    A *stay* is a person's time in a conversation: the first number that they may see, and the last one, or none while
    they are in it. Attachments lie in ``bytes_of``, outside of the log, under the SHA-256 of their content; a message
    names one. Leaves out: a store for the bytes, which would give them out itself, under links that run out; a shorter
    way for whoever has left, who gets empty pages down to their last day.
    """

    def __init__(self, history: History, tokens: Tokens, clock: Clock) -> None:
        self.history = history
        self.bytes_of: dict[str, bytes] = {}
        self._tokens = tokens
        self._clock = clock
        self._uploads: dict[str, str] = {}
        self._uploaded_by: set[tuple[str, str]] = set()
        history.database.execute(
            "CREATE TABLE IF NOT EXISTS stays (conversation VARCHAR, person VARCHAR, first INTEGER, last INTEGER)"
        )

    def join(self, conversation: str, person: str) -> None:
        """From the next message on, this person may read."""
        first = self.history.head(conversation).number + 1
        self.history.database.execute("INSERT INTO stays VALUES (?, ?, ?, NULL)", [conversation, person, first])

    def leave(self, conversation: str, person: str) -> None:
        """What comes from now on is not for this person; what they saw stays theirs."""
        last = self.history.head(conversation).number
        self.history.database.execute(
            "UPDATE stays SET last = ? WHERE conversation = ? AND person = ? AND last IS NULL",
            [last, conversation, person],
        )

    def write(self, token: str, conversation: str, text: str, attachment: str = "") -> int:
        """Keep a message of whoever holds the token; returns its number.

        Raises:
            NotAMember: they are not in this conversation, or the attachment is one that they could not fetch.
        """
        me = self._tokens.verify(token).user
        self._require(conversation, me, "AND last IS NULL")
        if attachment and not self._may_fetch(me, attachment):
            raise NotAMember("Nobody may pass on what they do not have.")
        kind = self._uploads[attachment].partition("/")[0] if attachment else "text"
        return self.history.add(conversation, [Row(self._clock.now_s(), me, text, kind, attachment)])[0]

    def page(
        self, token: str, conversation: str, cursor: PageCursor | None = None, n: int = PAGE
    ) -> tuple[list[tuple[int, str]], PageCursor | None]:
        """A page of a conversation for whoever holds the token, newest first, and the next cursor.

        Raises:
            NotAMember: they were never in it, or there is none: from outside both look the same.
        """
        me = self._tokens.verify(token).user
        stays = self._require(conversation, me)
        rows, following = older_page(self.history.shelf(conversation), cursor, n)
        mine = [row for row in rows if any(first <= row[0] <= (last or row[0]) for first, last in stays)]
        oldest = min(first for first, _ in stays)
        return mine, following if rows and rows[-1][0] > oldest else None

    def search(self, token: str, words: str) -> list[Hit]:
        """Messages that contain these words, of those that whoever holds the token may see."""
        me = self._tokens.verify(token).user
        return [
            Hit(*row)
            for row in self.history.database.execute(
                "SELECT DISTINCT h.conversation, h.number, h.text FROM history h JOIN stays s"
                " ON s.conversation = h.conversation AND h.number BETWEEN s.first AND coalesce(s.last, h.number)"
                " WHERE contains(h.text, ?) AND s.person = ? ORDER BY h.conversation, h.number",
                [words, me],
            ).fetchall()
        ]

    def upload(self, token: str, data: bytes, media_type: str) -> str:
        """Keep bytes outside of the log; the same bytes are kept once. Returns the name that a message may carry."""
        me = self._tokens.verify(token).user
        name = hashlib.sha256(data).hexdigest()
        self.bytes_of[name] = data
        self._uploads.setdefault(name, media_type)
        self._uploaded_by.add((me, name))
        return name

    def fetch(self, token: str, name: str) -> bytes:
        """The bytes of an attachment.

        Raises:
            NotAMember: no message that whoever holds the token may see names it.
        """
        if not self._may_fetch(self._tokens.verify(token).user, name):
            raise NotAMember("No message of yours names this.")
        return self.bytes_of[name]

    def sweep(self) -> int:
        """Drop the bytes that no message names any more, as uploads that were never sent; returns how many."""
        named = {row[0] for row in self.history.database.execute("SELECT DISTINCT attachment FROM history").fetchall()}
        unnamed = [name for name in self.bytes_of if name not in named]
        for name in unnamed:
            del self.bytes_of[name], self._uploads[name]
        self._uploaded_by = {(person, name) for person, name in self._uploaded_by if name in self.bytes_of}
        return len(unnamed)

    def _require(self, conversation: str, person: str, more: str = "") -> list[tuple[int, int | None]]:
        stays = self.history.database.execute(
            f"SELECT first, last FROM stays WHERE conversation = ? AND person = ? {more}",  # noqa: S608 - ours
            [conversation, person],
        ).fetchall()
        if not stays:
            raise NotAMember(f"{person} is no member of {conversation!r}.")
        return stays

    def _may_fetch(self, person: str, name: str) -> bool:
        """Whoever uploaded it, or may see a message that names it: to know the name is not enough."""
        found = self.history.database.execute(
            "SELECT 1 FROM history h JOIN stays s ON s.conversation = h.conversation"
            " AND h.number BETWEEN s.first AND coalesce(s.last, h.number)"
            " WHERE s.person = ? AND h.attachment = ? LIMIT 1",
            [person, name],
        ).fetchone()
        return name in self.bytes_of and (found is not None or (person, name) in self._uploaded_by)
