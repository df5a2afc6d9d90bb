"""A server that lies, and a network that is rough."""

import random
from collections.abc import Sequence
from dataclasses import replace

from course.systems.encryption.model import Bundle, Envelope, FirstMessage
from course.systems.encryption.service import Conversation, Device, KeyServer


class PrekeySwapper(KeyServer):
    """Hands out everybody's identity with a prekey of its own. The signature shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.device = Device("the server", KeyServer())

    def bundle(self, name: str) -> Bundle:
        """The real identity and signature over another prekey."""
        mine = self.device.prekeys.bundle()
        return replace(super().bundle(name), signed_prekey=mine.signed_prekey)


class ManInTheMiddle(KeyServer):
    """Hands out its own keys under everybody's name, reads, and passes on. Only the safety number shows it."""

    def __init__(self, honest: KeyServer) -> None:
        super().__init__()
        self.honest = honest
        self.read: list[str] = []
        self._masks: dict[str, Device] = {}

    def bundle(self, name: str) -> Bundle:
        """A bundle that is signed well, by somebody else."""
        return self._mask(name).server.bundle(name)

    def pass_on(self, message: FirstMessage, writer: str, reader: str) -> tuple[FirstMessage, Conversation]:
        """Open what was meant for ``reader``, note it, and write it anew as ``writer``."""
        _, text = self._mask(reader).accept(message)
        self.read.append(text)
        onward = Device(writer, self.honest)
        talk, forwarded = onward.start(reader, text)
        return forwarded, talk

    def _mask(self, name: str) -> Device:
        if name not in self._masks:
            self._masks[name] = Device(name, KeyServer())
        return self._masks[name]


def rough_network(
    envelopes: Sequence[Envelope], rng: random.Random, *, lost: float = 0.1, twice: float = 0.1, far: int = 5
) -> list[Envelope]:
    """What comes out: some are lost, some come twice, and each may be up to ``far`` places late."""
    arriving: list[tuple[float, Envelope]] = []
    for place, envelope in enumerate(envelopes):
        if rng.random() >= lost:
            copies = 2 if rng.random() < twice else 1
            arriving += [(place + rng.uniform(0, far), envelope) for _ in range(copies)]
    return [envelope for _, envelope in sorted(arriving, key=lambda pair: pair[0])]
