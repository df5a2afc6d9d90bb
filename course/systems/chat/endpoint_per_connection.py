"""An endpoint often seen: the container makes one for each connection, and each keeps its own map of sessions.

It is Java, played in Python: a class with ``@ServerEndpoint`` gets one object a connection unless one says otherwise.
"""

from collections.abc import Callable

Sessions = dict[str, list[str]]
"""Who is connected, and what was sent to them."""


class Endpoint:
    """Takes a connection of a person, and sends texts to persons in its map. Ours gives all of them one map."""

    def __init__(self, sessions: Sessions | None = None) -> None:
        self._sessions: Sessions = {} if sessions is None else sessions

    def open(self, person: str, session: list[str]) -> None:
        """A connection of this person begins."""
        self._sessions[person] = session

    def send(self, person: str, text: str) -> bool:
        """Send a text, if the map has this person."""
        if person not in self._sessions:
            return False
        self._sessions[person].append(text)
        return True


class Container:
    """Makes endpoints: one for each connection, and one that other parts of the program were given."""

    def __init__(self, make: Callable[[], Endpoint]) -> None:
        self._make = make
        self.given_to_others = make()

    def connect(self, person: str) -> list[str]:
        """A person connects; returns what will be sent to them."""
        session: list[str] = []
        self._make().open(person, session)
        return session
