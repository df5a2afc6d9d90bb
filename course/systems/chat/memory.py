"""A device whose memory is one function: what to show now, and what to remember, when a number comes."""

from collections.abc import Callable, Collection, Iterable

from course.clock import Clock
from course.systems.chat.client import Later
from course.systems.chat.model import Deliver, Message, ToDevice
from course.systems.chat.often_seen import TrustingClient
from course.systems.chat.run import MakeClient

Recall = Callable[[int, set[int], int], tuple[Iterable[int], int, Collection[int]]]
"""``take(upto, early, number)`` gives the numbers to show now, and the new ``upto`` and ``early``."""


class RecallingClient(TrustingClient):
    """Shows what ``take`` says. A number that it has to wait for comes by itself: nothing is confirmed beyond it."""

    def __init__(self, user: str, device: str, clock: Clock, later: Later, take: Recall) -> None:
        super().__init__(user, device, clock, later)
        self._take = take
        self._early: dict[str, dict[int, Message]] = {}

    def receive(self, frame: ToDevice) -> None:
        """Take a frame from the gateway."""
        if not isinstance(frame, Deliver):
            super().receive(frame)
            return
        message = frame.message
        conversation, upto = message.conversation, self.cursors.get(message.conversation, 0)
        waiting = self._early.get(conversation, {})
        show, upto, early = self._take(upto, set(waiting), message.sequence)
        known = {**waiting, message.sequence: message}
        for number in show:
            self.show(known[number])
        self.cursors[conversation] = upto
        self._early[conversation] = {number: known[number] for number in early}
        self.confirm_soon(conversation)


def recalling(take: Recall) -> MakeClient:
    """Makes devices that remember as ``take`` says."""

    def make(user: str, device: str, clock: Clock, later: Later) -> RecallingClient:
        return RecallingClient(user, device, clock, later, take)

    return make
