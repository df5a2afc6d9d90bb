"""Presence as it is often seen: keys that nobody renews, that nothing revives, or that never end."""

from collections.abc import Iterable

import redis

from course.clock import Clock
from course.systems.chat.members import user_of


class SetOnce:
    """A key that ends five minutes after the connection began."""

    def __init__(self, store: redis.Redis, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    def connected(self, device: str, connection: str, gateway: str) -> None:  # noqa: ARG002 - one key for all
        """Set the person's key."""
        self.store.set(f"presence:{user_of(device)}", gateway, ex=300)

    def pinged(self, device: str, connection: str, gateway: str) -> None:
        """Nothing."""

    def closed(self, device: str, connection: str) -> None:  # noqa: ARG002 - whichever it was
        """Delete the person's key."""
        self.store.delete(f"presence:{user_of(device)}")

    def renewed(self, gateway: str) -> None:
        """Nothing."""

    def online(self, users: Iterable[str]) -> set[str]:
        """Whoever has a key."""
        names = list(users)
        values = self.store.mget([f"presence:{user}" for user in names])
        return {user for user, value in zip(names, values, strict=True) if value is not None}


class Expired(SetOnce):
    """A key that ends after a minute; each ping moves its end, if there is still a key."""

    def __init__(self, store: redis.Redis, clock: Clock, end_s: int = 60) -> None:
        super().__init__(store, clock)
        self.end_s = end_s

    def connected(self, device: str, connection: str, gateway: str) -> None:  # noqa: ARG002 - one key for all
        """Set the person's key."""
        self.store.set(f"presence:{user_of(device)}", gateway, ex=self.end_s)

    def pinged(self, device: str, connection: str, gateway: str) -> None:  # noqa: ARG002 - as above
        """Move its end."""
        self.store.expire(f"presence:{user_of(device)}", self.end_s)


class SetEachPing(Expired):
    """Each ping sets the key anew, whether there was one or not."""

    def pinged(self, device: str, connection: str, gateway: str) -> None:
        """The same again."""
        self.connected(device, connection, gateway)


class WithoutEnd(SetOnce):
    """One hash for everybody: person, gateway, and since when. No field has an end."""

    def connected(self, device: str, connection: str, gateway: str) -> None:  # noqa: ARG002 - one field for all
        """Write the person's field."""
        self.store.hset("user_connections", user_of(device), f"{gateway} {self.clock.now_s():.0f}")

    def closed(self, device: str, connection: str) -> None:  # noqa: ARG002 - whichever it was
        """Take the field away."""
        self.store.hdel("user_connections", user_of(device))

    def online(self, users: Iterable[str]) -> set[str]:
        """Whoever has a field."""
        names = list(users)
        values = self.store.hmget("user_connections", names)
        return {user for user, value in zip(names, values, strict=True) if value is not None}
