"""An evening of two phones whose network loses, delays and doubles: what opens, what waits, what a thief finds."""

import random
from dataclasses import dataclass
from functools import partial

from course.clock import ManualClock
from course.simulation.timeline import Timeline
from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.double_ratchet import DoubleRatchet
from course.systems.encryption.model import CannotOpen, Envelope, Header, Replayed
from course.systems.encryption.primitives import new_private, public_of

SEALED_BYTES = 48
"""A short text, filled up, and its tag."""
FARTHEST = 30
"""How far ahead a forged number points; farther ones, up to the limit, only take longer."""


@dataclass(frozen=True, slots=True)
class Network:
    """Shares of all messages: lost for the reader (a listener has them), late by up to ``far`` messages, come twice."""

    lost: float = 0.05
    late: float = 0.2
    twice: float = 0.05
    far: int = 20
    forged: float = 0.0


@dataclass(slots=True)
class Evening:
    """What became of the messages of one evening.

    Of those opened, ``late`` used a key that had waited, ``by_previous`` one that was put away because a header told
    how long the chain before was. ``refused`` are second copies, ``closed`` messages that came and never opened;
    ``most_kept`` is the most keys that one phone held. A thief who copies both phones at the end and has heard all
    opens ``thief_old`` messages that were read, and ``thief_unread`` that were not.
    """

    written: int = 0
    lost: int = 0
    opened: int = 0
    late: int = 0
    by_previous: int = 0
    refused: int = 0
    closed: int = 0
    forgeries: int = 0
    most_kept: int = 0
    thief_old: int = 0
    thief_unread: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One copy of an envelope on its way."""

    reader: str
    number: int
    envelope: Envelope


def forged(header: Header, rng: random.Random) -> Envelope:
    """What a stranger without a key can send: a header of his choice, and bytes that no key sealed."""
    return Envelope(header, rng.randbytes(SEALED_BYTES))


class Talk:
    """Plays one evening; :meth:`run` returns what became of it. Time is counted in messages, not in seconds."""

    def __init__(self, rng: random.Random, network: Network, keep_turns: int | None = None) -> None:
        self.rng, self.network = rng, network
        self.stranger = random.Random(rng.getrandbits(32))  # so that forgeries change nobody else's chance
        first, second = double_ratchet(bytes(32))
        assert isinstance(first, DoubleRatchet)
        assert isinstance(second, DoubleRatchet)
        self.sides = {"A": first, "B": second}
        for side in self.sides.values():
            side.keep_turns = keep_turns
        self.evening = Evening()
        self.timeline = Timeline(ManualClock(0.0))
        self.seen: list[tuple[int, str, Envelope]] = []  # by a listener: everything, lost ones too
        self.came: set[int] = set()
        self.read: set[int] = set()
        self.by_previous: set[tuple[bytes, int]] = set()

    def run(self, messages: int = 40) -> Evening:
        """Write so many messages, each side some in turn, and let all arrive that do."""
        writer = "A"
        for number in range(messages):
            self.timeline.run(number)
            writer = self.next_writer(writer)
            self.write(writer, number)
        self.timeline.run()
        self.evening.closed = len(self.came - self.read)
        self.steal()
        return self.evening

    def next_writer(self, writer: str) -> str:
        """Somebody goes on for four messages at the mean; who has read nothing yet cannot write."""
        other = "B" if writer == "A" else "A"
        chosen = other if self.rng.random() < 0.25 else writer
        return chosen if self.sides[chosen].keys.sending is not None else "A"

    def write(self, writer: str, number: int) -> None:
        """Seal one message, and draw what becomes of it. The first one always comes, and at once."""
        rng, network = self.rng, self.network
        envelope = self.sides[writer].encrypt(b"%d" % number)
        reader = "B" if writer == "A" else "A"
        self.seen.append((number, reader, envelope))
        self.evening.written += 1
        is_lost, is_late, is_twice = (rng.random() < share for share in (network.lost, network.late, network.twice))
        delays = [rng.uniform(1, network.far) if is_late else 0.0, rng.uniform(0, network.far)]
        if number == 0:
            is_lost, delays[0] = False, 0.0
        if is_lost:
            self.evening.lost += 1
            return
        for delay in delays[: 1 + is_twice]:
            self.timeline.after(delay, partial(self.arrive, Frame(reader, number, envelope)))

    def arrive(self, frame: Frame) -> None:
        """Let the reader open one frame; a stranger may be faster."""
        if self.stranger.random() < self.network.forged:
            self.try_forgery(frame)
        side, header = self.sides[frame.reader], frame.envelope.header
        self.came.add(frame.number)
        place, before = (header.ratchet_public, header.number), set(side.skipped)
        try:
            text = side.decrypt(frame.envelope)
        except CannotOpen:
            self.evening.refused += frame.number in self.read
            return
        if text != b"%d" % frame.number or frame.number in self.read:
            raise AssertionError(f"Message {frame.number} was opened twice, or as another one.")
        self.read.add(frame.number)
        self.evening.opened += 1
        self.evening.late += place in before
        self.evening.by_previous += place in self.by_previous
        self.by_previous |= {new for new in set(side.skipped) - before if new[0] != header.ratchet_public}
        self.evening.most_kept = max(self.evening.most_kept, len(side.skipped))

    def try_forgery(self, frame: Frame) -> None:
        """A stranger writes first: under this number, a later one, or with a public key of his own."""
        header, rng = frame.envelope.header, self.stranger
        own = public_of(new_private())
        for lie in (
            header,
            Header(header.ratchet_public, header.previous, header.number + rng.randint(1, FARTHEST)),
            Header(own, rng.randint(0, FARTHEST), rng.randint(0, FARTHEST)),
        ):
            self.evening.forgeries += 1
            try:
                self.sides[frame.reader].decrypt(forged(lie, rng))
            except CannotOpen:
                continue
            raise AssertionError("A forged envelope was opened.")

    def steal(self) -> None:
        """Copy both phones at the end, and try all that was sent to them this evening."""
        copies = {name: side.stolen() for name, side in self.sides.items()}
        closed: set[bytes] = set()  # a turn that fails for one message of a chain fails for all of them
        for number, reader, envelope in self.seen:
            copy, chain = copies[reader], envelope.header.ratchet_public
            if chain in closed and (chain, envelope.header.number) not in copy.skipped:
                continue
            try:
                copy.decrypt(envelope)
            except CannotOpen:
                if chain != copy.keys.their_public:
                    closed.add(chain)
                continue
            if number in self.read:
                self.evening.thief_old += 1
            else:
                self.evening.thief_unread += 1


def evenings(
    count: int = 100, *, network: Network | None = None, keep_turns: int | None = None, messages: int = 40
) -> list[Evening]:
    """So many evenings with the seeds 0, 1, 2 …; the same for each ``keep_turns``."""
    return [Talk(random.Random(seed), network or Network(), keep_turns).run(messages) for seed in range(count)]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One envelope at Bo's phone: of which chain (1, 2 …) and number, what became of it, and which keys wait then.

    ``outcome``: "next" (its key came out of the chain), "late" (its key had waited) or "refused".
    """

    chain: int
    number: int
    outcome: str
    waiting: tuple[tuple[int, int], ...]


class Phone:
    """A phone that opens what comes, and notes what it keeps; the other side's chains are numbered as they come."""

    def __init__(self, side: DoubleRatchet) -> None:
        self.side = side
        self.arrivals: list[Arrival] = []
        self._chains: dict[bytes, int] = {}

    def take(self, *envelopes: Envelope) -> None:
        """Let these arrive, in this order."""
        for envelope in envelopes:
            header, kept = envelope.header, self.side.skipped
            chain = self._chains.setdefault(header.ratchet_public, len(self._chains) + 1)
            outcome = "late" if (header.ratchet_public, header.number) in kept else "next"
            try:
                self.side.decrypt(envelope)
            except Replayed:
                outcome = "refused"
            waiting = sorted((self._chains[public], number) for public, number in self.side.skipped)
            self.arrivals.append(Arrival(chain, header.number, outcome, tuple(waiting)))
