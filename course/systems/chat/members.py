"""Who belongs to which conversation, and on which devices they read it."""

from collections.abc import Iterable
from itertools import combinations

from course.systems.chat.model import NotAMember


def user_of(device: str) -> str:
    """Whose device this is: it is written as ``user/device``."""
    return device.partition("/")[0]


class Members:
    """The table of memberships. A gateway takes the receivers of a message from here, never from the message.

    In memory, and made before the talk begins. ``groups`` has the table that changes, and what a change must keep.
    """

    def __init__(self) -> None:
        self._users: dict[str, dict[str, None]] = {}
        self._conversations: dict[str, dict[str, None]] = {}
        self._devices: dict[str, tuple[str, ...]] = {}

    def add_user(self, user: str, devices: Iterable[str] = ("phone",)) -> None:
        """A person, with the names of their devices."""
        self._devices[user] = tuple(f"{user}/{device}" for device in devices)

    def add_conversation(self, conversation: str, users: Iterable[str]) -> None:
        """A conversation of these people."""
        self._users[conversation] = dict.fromkeys(users)
        for user in self._users[conversation]:
            self._conversations.setdefault(user, {})[conversation] = None

    def users_of(self, conversation: str) -> tuple[str, ...]:
        """Its members, in the order in which they joined; nobody for a conversation that does not exist."""
        return tuple(self._users.get(conversation, ()))

    def devices_of(self, conversation: str) -> list[str]:
        """Every device of every member."""
        return [device for user in self.users_of(conversation) for device in self._devices[user]]

    def devices_of_user(self, user: str) -> tuple[str, ...]:
        """The devices of one person."""
        return self._devices[user]

    def devices(self) -> list[str]:
        """Every device of everybody."""
        return [device for devices in self._devices.values() for device in devices]

    def pairs(self) -> list[tuple[str, str]]:
        """Each pair of devices that share a conversation, once."""
        found: dict[tuple[str, str], None] = {}
        for conversation in sorted(self._users):
            for one, other in combinations(self.devices_of(conversation), 2):
                if (other, one) not in found:
                    found[one, other] = None
        return list(found)

    def conversations_of(self, user: str) -> tuple[str, ...]:
        """Where this person is a member."""
        return tuple(self._conversations.get(user, ()))

    def require(self, conversation: str, user: str) -> None:
        """Let members pass.

        Raises:
            NotAMember: this person is none, or there is no such conversation: from outside both look the same.
        """
        if user not in self._users.get(conversation, {}):
            raise NotAMember(f"{user} is no member of {conversation!r}.")
