"""Reads what every device sent and saw, and says which promises were broken."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course.systems.chat.client import Event
from course.systems.chat.members import Members, user_of

Copy = tuple[str, str, str]
"""A device, and the conversation and client's id of a message that it should show."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts. A copy is one message on one device that should show it.

    ``lost``: copies of acknowledged messages that were never shown. ``twice``: copies that were shown again.
    ``crossed``: copies shown after a later one of the same conversation, or under another number than elsewhere.
    ``overtaken``: messages stored before one that their sender wrote earlier. ``invented``: copies that nobody typed.
    ``ticks_back``: ticks that went down. ``ticks_lied``: "delivered" for what no device of that person had shown.
    """

    typed: int
    acknowledged: int
    copies: int
    lost: int
    twice: int
    crossed: int
    overtaken: int
    invented: int
    ticks_back: int
    ticks_lied: int

    @property
    def kept(self) -> bool:
        """Whether every promise was."""
        broken = (self.lost, self.twice, self.crossed, self.overtaken, self.invented, self.ticks_back, self.ticks_lied)
        return not any(broken)


def judge(events: Iterable[Event], members: Members) -> Verdict:
    """Judge a history that has come to rest: no message under way, and every device connected.

    Cost: O(events log events).
    """
    events = sorted(events, key=lambda event: event.at_s)
    typed = {(event.conversation, event.client_id): event.device for event in events if event.what == "typed"}
    stored = {(event.conversation, event.client_id): event.sequence for event in events if event.what == "stored"}
    shown: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.what == "shown":
            shown[event.device].append(event)
    copies = Counter((device, event.conversation, event.client_id) for device, seen in shown.items() for event in seen)
    owed = _owed(stored, members)
    back, lied = _ticks(events)
    return Verdict(
        typed=len(typed),
        acknowledged=len(stored),
        copies=len(owed),
        lost=sum(copy not in copies for copy in owed),
        twice=sum(times - 1 for times in copies.values()),
        crossed=_crossed(shown, stored),
        overtaken=_overtaken(events, stored),
        invented=sum((conversation, client_id) not in typed for _, conversation, client_id in copies),
        ticks_back=back,
        ticks_lied=lied,
    )


def lost_copies(events: Iterable[Event], members: Members) -> list[Copy]:
    """The copies that ``lost`` counts, in no order."""
    events = list(events)
    stored = [(event.conversation, event.client_id) for event in events if event.what == "stored"]
    shown = {(event.device, event.conversation, event.client_id) for event in events if event.what == "shown"}
    return list(_owed(stored, members) - shown)


def two_ticks(events: Iterable[Event], copies: Iterable[Copy]) -> int:
    """How many of these copies their writer's device calls delivered to that person."""
    events = list(events)
    stored = {(event.conversation, event.client_id): event for event in events if event.what == "stored"}
    upto: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for event in events:
        if event.what == "ticks":
            place = (event.device, event.conversation, event.user)
            upto[place] = max(upto[place], event.cursor.delivered)
    return sum(
        upto[written.device, conversation, user_of(device)] >= written.sequence
        for device, conversation, client_id in copies
        for written in [stored[conversation, client_id]]
    )


def _owed(stored: Iterable[tuple[str, str]], members: Members) -> set[Copy]:
    return {
        (device, conversation, client_id)
        for conversation, client_id in stored
        for device in members.devices_of(conversation)
    }


def _crossed(shown: Mapping[str, list[Event]], stored: Mapping[tuple[str, str], int]) -> int:
    crossed = 0
    for seen in shown.values():
        highest: defaultdict[str, int] = defaultdict(int)
        for event in seen:
            sequence = stored.get((event.conversation, event.client_id), event.sequence)
            crossed += event.sequence < highest[event.conversation] or event.sequence != sequence
            highest[event.conversation] = max(highest[event.conversation], event.sequence)
    return crossed


def _overtaken(events: Iterable[Event], stored: Mapping[tuple[str, str], int]) -> int:
    """Within one device and conversation, the order in which messages were typed is that of their numbers."""
    highest: defaultdict[tuple[str, str], int] = defaultdict(int)
    overtaken = 0
    for event in events:
        if event.what == "typed":
            sequence = stored.get((event.conversation, event.client_id))
            if sequence is not None:
                writer = (event.device, event.conversation)
                overtaken += sequence < highest[writer]
                highest[writer] = max(highest[writer], sequence)
    return overtaken


def _ticks(events: Iterable[Event]) -> tuple[int, int]:
    """Ticks that went down, and ticks that promised what was not shown yet; ``events`` in order of time."""
    seen: dict[tuple[str, str, str], tuple[int, int]] = {}
    latest: defaultdict[tuple[str, str], int] = defaultdict(int)
    back = lied = 0
    for event in events:
        if event.what == "shown":
            person = (user_of(event.device), event.conversation)
            latest[person] = max(latest[person], event.sequence)
        elif event.what == "ticks":
            place = (event.device, event.conversation, event.user)
            delivered, read = seen.get(place, (0, 0))
            back += event.cursor.delivered < delivered or event.cursor.read < read
            lied += event.cursor.delivered > latest[event.user, event.conversation]
            seen[place] = (event.cursor.delivered, event.cursor.read)
    return back, lied
