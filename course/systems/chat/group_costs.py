"""Two ways to keep what members have not seen: an inbox for each of them, or one log and a place in it for each.

Both bring the same messages; a day of one group counts what they ask of the store.

Leaves out: to empty an inbox, and to note how far a member is.
"""

import random
from dataclasses import dataclass
from typing import Protocol

GROUPS_EACH = 20
"""An assumption: everybody is in so many groups. One look into an inbox serves all of them."""


@dataclass(slots=True)
class Commands:
    """What was asked of the store: entries written, and looks, each of which serves ``groups``."""

    entries: int = 0
    looks: int = 0
    groups: int = 1

    @property
    def total(self) -> float:
        """All that this group caused: of a look that serves 20 groups, a twentieth."""
        return self.entries + self.looks / self.groups

    def __str__(self) -> str:
        return f"{self.entries:,} entries + {self.looks / self.groups:,.0f} looks = {self.total:,.0f}"


class Unseen(Protocol):
    """Keeps what members have not seen."""

    commands: Commands

    def write(self, message: int) -> None:
        """A message for everybody."""
        ...

    def open(self, member: int) -> list[int]:
        """What this member has not seen yet, oldest first."""
        ...


class InboxEach:
    """Each message goes into the inbox of every member: fan-out on write. Who opens the app takes all out at once."""

    def __init__(self, members: int) -> None:
        self.commands = Commands(groups=GROUPS_EACH)
        self._inboxes: list[list[int]] = [[] for _ in range(members)]

    def write(self, message: int) -> None:
        """See :class:`Unseen`. Cost: one command a member."""
        for inbox in self._inboxes:
            inbox.append(message)
        self.commands.entries += len(self._inboxes)

    def open(self, member: int) -> list[int]:
        """See :class:`Unseen`. Cost: one look for all groups."""
        found, self._inboxes[member] = self._inboxes[member], []
        self.commands.looks += 1
        return found


class OneLog:
    """Each message is written once; who opens the app asks for what follows their place: fan-out on read."""

    def __init__(self, members: int) -> None:
        self.commands = Commands()
        self._log: list[int] = []
        self._places = [0] * members

    def write(self, message: int) -> None:
        """See :class:`Unseen`. Cost: one command."""
        self._log.append(message)
        self.commands.entries += 1

    def open(self, member: int) -> list[int]:
        """See :class:`Unseen`. Cost: one look in each group."""
        found = self._log[self._places[member] :]
        self._places[member] = len(self._log)
        self.commands.looks += 1
        return found


@dataclass(frozen=True, slots=True)
class Day:
    """A day of one group: what each way asks of the store."""

    members: int
    messages: int
    inboxes: Commands
    log: Commands

    @property
    def cheaper(self) -> str:
        """The way that asks less of the store; "inboxes" if both ask alike."""
        return "log" if self.log.total < self.inboxes.total else "inboxes"


def asked(members: int, messages: int, opens: int, groups: int = GROUPS_EACH) -> tuple[float, float]:
    """What inboxes and one log ask in a day, without playing it. Cost: O(1)."""
    return messages * members + members * opens / groups, messages + members * opens


def cheaper(members: int, messages: int, opens: int, groups: int = GROUPS_EACH) -> str:
    """The way that asks less; "inboxes" if both ask alike. Cost: O(1)."""
    inboxes, log = asked(members, messages, opens, groups)
    return "log" if log < inboxes else "inboxes"


def day(members: int, messages: int, opens: int, rng: random.Random) -> Day:
    """So many messages; each member opens the app so many times. Everything at moments drawn at random.

    Raises:
        ValueError: the two ways brought a member different messages.
    """
    moments = sorted(
        [(rng.random(), -1) for _ in range(messages)]
        + [(rng.random(), member) for member in range(members) for _ in range(opens)]
    )
    inboxes: Unseen = InboxEach(members)
    log: Unseen = OneLog(members)
    for number, (_, member) in enumerate(moments):
        if member < 0:
            inboxes.write(number)
            log.write(number)
        elif inboxes.open(member) != log.open(member):
            raise ValueError(f"Member {member} would see different messages.")
    return Day(members, messages, inboxes.commands, log.commands)


MEMBERS = (8, 16, 32, 64, 128, 256, 512, 1_000)


def growing(written_each: float, opens: int, rng: random.Random) -> list[Day]:
    """Groups of more and more members, of whom each writes so much a day."""
    return [day(members, round(written_each * members), opens, rng) for members in MEMBERS]


def crossing(written_each: float, opens: int, rng: random.Random) -> int:
    """From how many members on one log asks less, found by doubling, then by halving; a day is drawn at each size.

    Raises:
        ValueError: it does not up to 1,000 members.
    """

    def log_is_cheaper(members: int) -> bool:
        return day(members, round(written_each * members), opens, rng).cheaper == "log"

    low = MEMBERS[0]
    for high in MEMBERS:
        if log_is_cheaper(high):
            break
        low = high + 1
    else:
        raise ValueError(f"Up to {MEMBERS[-1]} members, inboxes ask less.")
    while low < high:
        middle = (low + high) // 2
        if log_is_cheaper(middle):
            high = middle
        else:
            low = middle + 1
    return high
