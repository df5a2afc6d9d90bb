"""How large a chat becomes: messages, their copies, and the connections that are open whether anybody writes or not."""

from dataclasses import dataclass
from math import ceil

from course.units import SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class ChatPlan:
    """What a design assumes, and what follows from it."""

    users_a_day: float
    messages_a_user: float
    connected_share: float
    """Of the day's users, how many hold a connection at the busiest moment."""
    copies: float = 10
    """How many devices get a message, on average."""
    message_bytes: float = 100

    @property
    def messages_per_s(self) -> float:
        """On average over the day."""
        return self.users_a_day * self.messages_a_user / SECONDS_PER_DAY

    @property
    def copies_per_s(self) -> float:
        """What gateways send to phones."""
        return self.messages_per_s * self.copies

    @property
    def connections(self) -> float:
        """Open at once."""
        return self.users_a_day * self.connected_share

    @property
    def bytes_a_year(self) -> float:
        """Texts alone, each stored once."""
        return self.messages_per_s * SECONDS_PER_DAY * 365 * self.message_bytes


def machines(load: float, each: float, busy: float = 0.7) -> int:
    """How many machines carry a load, if each may be full to that part only."""
    return ceil(load / (each * busy))
