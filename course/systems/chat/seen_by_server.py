"""What those who run a chat's servers find there, and a bell that tells more than that something has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.clock import Clock
from course.systems.chat.codec import encode
from course.systems.chat.hub import INBOX_CAP, Hub
from course.systems.chat.machines import HUB
from course.systems.chat.members import Members
from course.systems.chat.message_log import MessageLog
from course.systems.chat.model import Send
from course.systems.chat.run import Run
from course.systems.chat.service import Gateway, Push

PREVIEW = 50


def places(run: Run) -> dict[str, list[str]]:
    """All that gateways held or passed on in a run that was watched, by the place where it can be found."""
    return {
        "on the wires": [encode(flight.frame) for flight in run.flights],
        "in the table": [repr(message) for message in run.log.all()],
        "in the inboxes": [repr(trip.arguments) for trip in run.trips if trip.store == HUB],
        "in the bells": list(run.pushes),
    }


def in_clear(found: Iterable[str], texts: Iterable[str]) -> list[bool]:
    """Of each of these texts, whether it stands in clear somewhere in what was found."""
    everything = "\n".join(found)
    return [text in everything for text in texts]


def readable(found: Iterable[str], texts: Iterable[str]) -> int:
    """How many of these texts stand in clear somewhere in what was found."""
    return sum(in_clear(found, texts))


def sent_again(run: Run) -> tuple[int, int]:
    """(Frames that brought a message once more, those of them with other bytes than the first time).

    What got lost on the way is not among them.
    """
    first: dict[str, str] = {}
    again = other = 0
    for frame in (flight.frame for flight in run.flights):
        if isinstance(frame, Send):
            again += frame.client_id in first
            other += first.setdefault(frame.client_id, frame.text) != frame.text
    return again, other


@dataclass(frozen=True, slots=True)
class Bells:
    """What the bells of a run show, and the first one; what makes no sense in it is counted only."""

    finding: str
    first: str


def bells(run: Run, texts: Iterable[str]) -> Bells:
    """Look at all bells of a run."""
    if not run.pushes:
        return Bells("no bell rings", "")
    writers = {message.sender for message in run.log.all()}
    who = "who writes, and " if any(writers.intersection(push.split()) for push in run.pushes) else ""
    if readable(run.pushes, texts):
        return Bells(f"{who}the text", run.pushes[0])
    end = run.pushes[0].rindex('"') + 1 if '"' in run.pushes[0] else len(run.pushes[0])
    noise = len(run.pushes[0]) - end
    return Bells(f"{who}sealed text", f"{run.pushes[0][:end]} and then {noise} characters without sense")


class TellingGateway(Gateway):
    """Rings with the sender and the first 50 characters of the newest message that waits: a design often seen.

    The bell goes through the maker of the phone, and onto a screen that is locked.
    """

    def __init__(self, name: str, log: MessageLog, hub: Hub, members: Members, clock: Clock, push: Push) -> None:
        def tell(device: str) -> None:
            waiting = hub.pending(device, "", INBOX_CAP)
            if waiting:
                message = waiting[-1][1]
                push(f"{device}: {message.sender} writes {message.text[:PREVIEW]}")

        super().__init__(name, log, hub, members, clock, tell)
