"""A device that seals what it writes, once for each device that shall read it, and opens what comes.

Who seals is an argument: this package knows nothing of keys.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast

from course.clock import Clock
from course.errors import CourseError
from course.systems.chat.client import Client, Later
from course.systems.chat.members import Members
from course.systems.chat.model import Deliver, FromDevice, Message, Send, Stored, ToDevice
from course.systems.chat.run import MakeClient, Run

Texts = dict[str, str]
Packed = dict[str, dict[str, str]]
"""The name of a message that waits for its tick → device → what is sealed for it."""

Pack = Callable[[Packed, str, str, Sequence[str], Callable[[str, str], str]], Packed]
"""``pack(packed, name, text, devices, seal)`` gives the new ``packed``, with this message in it."""

Take = Callable[[Texts, str, str, Callable[[str], str]], Texts]
"""``take(texts, name, sealed, open_sealed)`` gives the new ``texts``, with this message if it can be read."""


class Sealer(Protocol):
    """One device's end of its end-to-end encryption. Both methods change what it holds: a key serves once."""

    def seal(self, reader: str, text: str) -> str:
        """Seal a text for one other device; the result is ASCII."""
        ...

    def open(self, writer: str, sealed: str) -> str:
        """Open what one other device has sealed for this one. Raises a ``CourseError`` if it stays closed."""
        ...


def pack_once(packed: Packed, name: str, text: str, devices: Sequence[str], seal: Callable[[str, str], str]) -> Packed:
    """Seal a message when it leaves for the first time; when it leaves again, it is the same bytes."""
    if name in packed:
        return packed
    return packed | {name: {device: seal(device, text) for device in devices}}


def take_once(texts: Texts, name: str, sealed: str, open_sealed: Callable[[str], str]) -> Texts:
    """Open a message that is not known by its name; the key of one that is known is gone."""
    if name in texts:
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CourseError:
        return texts


NOT_OPENED = "(cannot be opened)"


def take_each(texts: Texts, name: str, sealed: str, open_sealed: Callable[[str], str]) -> Texts:
    """Open each copy that comes, and write what came of it under its name: a phone that trusts the wire."""
    try:
        text = open_sealed(sealed)
    except CourseError:
        text = NOT_OPENED
    return {**texts, name: text}


class SealingClient(Client):
    """A client whose frames carry, in place of a text, one sealed text for each other device of the conversation.

    ``texts`` holds what its person can read, by the names that the writers' devices gave. ``readers`` tells the devices
    of a conversation. ``sealed_again`` counts messages that left again in other bytes. ``alarms`` counts what did not
    open: somebody else may hold our keys. It is confirmed all the same, or nobody could write after it.

    Leaves out: to keep texts and keys in one file, in one write; to check who tells ``readers``; to bind a sealed text
    to its conversation.
    """

    def __init__(
        self,
        user: str,
        device: str,
        clock: Clock,
        later: Later,
        *,
        sealer: Sealer,
        readers: Callable[[str], Iterable[str]],
        pack: Pack = pack_once,
        take: Take = take_once,
    ) -> None:
        super().__init__(user, device, clock, later)
        self.texts: Texts = {}
        self.sealed = self.sealed_again = 0
        self.alarms = 0
        self._sealer = sealer
        self._readers = readers
        self._pack, self._take = pack, take
        self._packed: Packed = {}

    def connected(self, send: Callable[[FromDevice], None]) -> None:
        """There is a connection: what leaves through it is sealed."""
        super().connected(lambda frame: send(self._pack_up(frame) if isinstance(frame, Send) else frame))

    def type(self, conversation: str, text: str) -> str:
        """Write a message; its text stays on this device."""
        name = super().type(conversation, text)
        self.texts = self.texts | {name: text}
        return name

    def receive(self, frame: ToDevice) -> None:
        """Take a frame from the gateway."""
        match frame:
            case Deliver(message):
                self._unpack(message)
            case Stored(_, name, _):
                self._packed = {other: packed for other, packed in self._packed.items() if other != name}
        super().receive(frame)

    def _pack_up(self, frame: Send) -> Send:
        others = [device for device in self._readers(frame.conversation) if device != self.device]
        before = self._packed.get(frame.client_id)
        self._packed = self._pack(self._packed, frame.client_id, frame.text, others, self._seal)
        parcel = self._packed[frame.client_id]
        self.sealed_again += before is not None and parcel != before
        return replace(frame, text=json.dumps(parcel))

    def _seal(self, reader: str, text: str) -> str:
        self.sealed += 1
        return self._sealer.seal(reader, text)

    def _unpack(self, message: Message) -> None:
        writer = writer_of(message)
        sealed = {} if writer == self.device else _parcel(message.text)
        if self.device in sealed:
            self.texts = self._take(self.texts, message.client_id, sealed[self.device], partial(self._open, writer))

    def _open(self, writer: str, sealed: str) -> str:
        try:
            return self._sealer.open(writer, sealed)
        except CourseError:
            self.alarms += 1
            raise


def writer_of(message: Message) -> str:
    """The device that wrote a message, by the name that it gave."""
    return message.client_id.rpartition("#")[0]


def _parcel(text: str) -> dict[str, str]:
    """What is sealed for whom; nothing for anybody, if it is no parcel."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    fits = isinstance(found, dict) and all(isinstance(sealed, str) for sealed in found.values())
    return cast("dict[str, str]", found) if fits else {}


def sealing(
    sealers: Mapping[str, Sealer], members: Members, *, pack: Pack = pack_once, take: Take = take_once
) -> MakeClient:
    """Makes devices that seal and open with these."""

    def make(user: str, device: str, clock: Clock, later: Later) -> SealingClient:
        return SealingClient(
            user, device, clock, later, sealer=sealers[device], readers=members.devices_of, pack=pack, take=take
        )

    return make


def readable_copies(clients: Iterable[Client]) -> int:
    """How many messages stand on screens with the text that was typed; a message on two screens counts twice."""
    sealing_clients = [client for client in clients if isinstance(client, SealingClient)]
    typed = {
        name: text
        for client in sealing_clients
        for name, text in client.texts.items()
        if name.rpartition("#")[0] == client.device
    }
    return sum(
        client.texts.get(name) == typed[name]
        for client in sealing_clients
        for name in {event.client_id for event in client.events if event.what == "shown"}
    )


@dataclass(frozen=True, slots=True)
class Screens:
    """What became of texts on all screens."""

    finding: str
    gone: int
    alarms: int

    def __str__(self) -> str:
        return f"texts that were there and are gone: {self.gone}; alarms: {self.alarms}"


def screens(run: Run, clients: Iterable[Client]) -> Screens:
    """What people see after a run of phones that use :func:`take_each`."""
    sealing_clients = [client for client in clients if isinstance(client, SealingClient)]
    gone = sum(text == NOT_OPENED for client in sealing_clients for text in client.texts.values())
    without = "some texts twice" if run.verdict.twice else "each text once"
    finding = "errors for some texts" if gone else without
    return Screens(finding, gone, sum(client.alarms for client in sealing_clients))
