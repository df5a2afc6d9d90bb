"""A device's end of its talks with many others: seals and opens by their names. Whoever carries texts needs no more."""

from base64 import b64decode, b64encode
from collections.abc import Iterable

from course.systems.encryption.model import CannotOpen, Envelope
from course.systems.encryption.service import Conversation, Device, KeyServer


class End:
    """One device's Double Ratchets. ``talks``: the other device → their conversation.

    Leaves out: to keep a ratchet on the disk before what it sealed leaves.
    """

    def __init__(self, device: Device) -> None:
        self.device = device
        self.talks: dict[str, Conversation] = {}

    def seal(self, reader: str, text: str) -> str:
        """Seal a text for one other device; the result is base64."""
        return b64encode(self.talks[reader].encrypt(text).encode()).decode()

    def open(self, writer: str, sealed: str) -> str:
        """Open what one other device has sealed for this one. Raises ``CannotOpen``."""
        try:
            return self.talks[writer].decrypt(Envelope.decode(b64decode(sealed)))
        except (KeyError, ValueError) as garbage:  # nobody knows the writer; or it is no base64, or no text
            raise CannotOpen("This is nothing that a writer whom we know has sealed.") from garbage


def agreed(pairs: Iterable[tuple[str, str]]) -> dict[str, End]:
    """Let each pair of devices agree on a secret (X3DH); gives each device's end, by its name."""
    server, ends = KeyServer(), dict[str, End]()
    for one, other in pairs:
        for name in (one, other):
            if name not in ends:
                ends[name] = End(Device(name, server))
        ends[one].talks[other], hello = ends[one].device.start(other, "hello")
        ends[other].talks[one], _ = ends[other].device.accept(hello)
    return ends
