"""A chat server that passes messages on and keeps a copy, and a wire that somebody records."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from course.stores import open_duckdb
from course.systems.encryption.designs import Side, double_ratchet
from course.systems.encryption.model import Envelope
from course.systems.encryption.primitives import agree, new_private, public_of, seal, unseal
from course.systems.encryption.workload import Note

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Relay:
    """Takes a message from one phone, keeps it, and hands it to another; ``wire`` holds what a listener recorded.

    With ``transport``, each phone shares a key with the server, and all that travels between the two is sealed with it.
    The server opens it, as it must: it has to know whom to send it to.

    Leaves out: certificates, and everything else that TLS does before the first byte.
    """

    def __init__(self, *, transport: bool) -> None:
        self.database: DuckDBPyConnection = open_duckdb()
        self.database.execute("CREATE TABLE messages (number INTEGER, sender VARCHAR, reader VARCHAR, body BLOB)")
        self.wire: list[bytes] = []
        self._rows: list[tuple[int, str, str, bytes]] = []
        self._transport = transport
        self._private = new_private()
        self._keys: dict[str, bytes] = {}

    def carry(self, sender: str, reader: str, body: bytes) -> bytes:
        """From one phone to the server, and on to the other phone; returns what arrives."""
        received = self._hop(sender, body)
        self._rows.append((len(self.wire) // 2, sender, reader, received))
        return self._hop(reader, received)

    def store(self) -> None:
        """Write what came since the last time into the table, as one batch: DuckDB is slow with single rows."""
        columns = [list(column) for column in zip(*self._rows, strict=True)]
        if columns:
            self.database.execute("INSERT INTO messages SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)
        self._rows.clear()

    @property
    def kept(self) -> list[bytes]:
        """Every body in the server's table."""
        return [body for (body,) in self.database.execute("SELECT body FROM messages ORDER BY number").fetchall()]

    def _hop(self, phone: str, body: bytes) -> bytes:
        """Between a phone and the server, in either direction."""
        if not self._transport:
            self.wire.append(body)
            return body
        key = self._key_of(phone)
        self.wire.append(seal(key, body, b""))
        return unseal(key, self.wire[-1], b"")

    def _key_of(self, phone: str) -> bytes:
        if phone not in self._keys:
            self._keys[phone] = agree(new_private(), public_of(self._private))
        return self._keys[phone]


def play(notes: Sequence[Note], *, transport: bool, end_to_end: bool) -> Relay:
    """Let everybody write through a new relay; with ``end_to_end``, each pair of people has a Double Ratchet.

    How two people come to their first secret is X3DH's part; here each pair has one.
    """
    relay = Relay(transport=transport)
    sides: dict[tuple[str, str], Side] = {}
    for number, note in enumerate(notes):
        there, back = (note.sender, note.reader), (note.reader, note.sender)
        if end_to_end and there not in sides:
            sides[there], sides[back] = double_ratchet(number.to_bytes(32, "big"))
        body = sides[there].encrypt(note.text.encode()).encode() if end_to_end else note.text.encode()
        arrived = relay.carry(note.sender, note.reader, body)
        read = sides[back].decrypt(Envelope.decode(arrived)) if end_to_end else arrived
        if read.decode() != note.text:
            raise AssertionError(f"{note.reader} reads another text than {note.sender} wrote.")
    relay.store()
    return relay


def readable(seen: Iterable[bytes], notes: Iterable[Note]) -> int:
    """How many of the texts stand in clear somewhere in these bytes."""
    everything = b"\n".join(seen)
    return sum(note.text.encode() in everything for note in notes)
