"""One chain as its reader's phone sees it: it can only go on, and it may put keys away."""

from dataclasses import dataclass, field

from course.systems.encryption.double_ratchet import chain_step


@dataclass(slots=True, repr=False)
class ReceivingChain:
    """``expected`` is the number of the next key, counted from 0; ``waiting`` holds the keys that were put away."""

    key: bytes
    expected: int = 0
    waiting: dict[int, bytes] = field(default_factory=dict)

    def step(self) -> tuple[int, bytes]:
        """Go one message on; returns its number and its key. There is no way back."""
        self.key, message_key = chain_step(self.key)
        self.expected += 1
        return self.expected - 1, message_key

    def copy(self) -> "ReceivingChain":
        """Another one, that stands where this one stands and holds the same keys."""
        return ReceivingChain(self.key, self.expected, dict(self.waiting))

    def __repr__(self) -> str:
        """How far it got; never a key."""
        return f"ReceivingChain(expected={self.expected}, waiting={sorted(self.waiting)})"
