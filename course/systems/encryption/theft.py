"""The theft laboratory: copy a device at a moment of your choice, and see which messages open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course.errors import CourseError
from course.systems.encryption.designs import DESIGNS, Side
from course.systems.encryption.model import CannotOpen, Envelope

WRITERS = "AABBAABBAABB"
"""Who writes each message, if you say nothing: two of A, two of B, and so on."""


@dataclass(frozen=True, slots=True)
class Theft:
    """What one theft opens. ``opened[i]`` belongs to message ``i``; the theft comes after ``step`` messages."""

    design: str
    writers: str
    victim: str
    step: int
    opened: tuple[bool, ...]

    @property
    def row(self) -> str:
        """One sign a message, with a bar at the theft: ■ opens, · stays closed."""
        signs = "".join("■" if opens else "·" for opens in self.opened)
        return f"{signs[: self.step]}|{signs[self.step :]}"

    @property
    def past(self) -> int:
        """How many messages opened that were read before the theft: 0 is forward secrecy."""
        return sum(self.opened[: self.step])

    @property
    def future(self) -> int:
        """How many opened that came after it."""
        return sum(self.opened[self.step :])

    @property
    def healed_after(self) -> int | None:
        """After how many more messages the thief reads nothing any more; None: not in this conversation."""
        if not self.opened or self.opened[-1]:
            return None
        later = self.opened[self.step :]
        return next((len(later) - place for place, was in enumerate(reversed(later)) if was), 0)


def steal(design: str, step: int, *, writers: str = WRITERS, victim: str = "A", secret: bytes = bytes(32)) -> Theft:
    """Let A and B talk, and copy the victim's device after ``step`` messages. The thief saw all ciphertexts.

    The thief only listens: who also *sends* with stolen keys can do more (this leaves it out).

    Raises:
        CourseError: the design is unknown, or ``step`` is not in the conversation, or somebody but A and B writes.
    """
    if design not in DESIGNS or not 0 <= step <= len(writers) or set(writers) - set("AB") or victim not in {"A", "B"}:
        raise CourseError(
            f"Choose one of {', '.join(DESIGNS)}, a step from 0 to {len(writers)}, and writers of A and B, A first."
        )
    first, second = DESIGNS[design](secret)
    sides = {"A": first, "B": second}
    seen: list[Envelope] = []
    copies = _copies(sides[victim]) if step == 0 else ()
    for number, writer in enumerate(writers, start=1):
        envelope = sides[writer].encrypt(f"message {number}".encode())
        sides["B" if writer == "A" else "A"].decrypt(envelope)
        seen.append(envelope)
        if number == step:
            copies = _copies(sides[victim])
    return Theft(design, writers, victim, step, tuple(_opens(copies, envelope) for envelope in seen))


def steal_chain(step: Callable[[bytes], tuple[bytes, bytes]], stolen_after: int, messages: int = 12) -> Theft:
    """The same theft from a chain that only this step moves: one writes, and used keys are deleted.

    The thief finds the chain key of that moment and takes the same steps from there, more of them than are needed.
    """
    chains, keys = [bytes(32)], []
    for _ in range(messages):
        after, key = step(chains[-1])
        chains.append(after)
        keys.append(key)
    copied = chains[stolen_after]
    thiefs = set()
    for _ in range(messages):
        copied, key = step(copied)
        thiefs.add(key)
    return Theft("your chain", "A" * messages, "A", stolen_after, tuple(key in thiefs for key in keys))


def _copies(side: Side) -> tuple[Side, ...]:
    """One to read what the victim receives, one for what the victim sends."""
    return side.stolen(), side.overheard()


def _opens(copies: Sequence[Side], envelope: Envelope) -> bool:
    for copy in copies:
        try:
            copy.decrypt(envelope)
        except CannotOpen:
            continue
        return True
    return False
