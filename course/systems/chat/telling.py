"""Telling friends who comes and goes: everybody at each change, or only what lasts, to those who look."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody had no connection from ``gone_s`` to ``back_s``."""

    user: str
    gone_s: float
    back_s: float


def friendships(people: int, friends: int, rng: random.Random) -> dict[str, list[str]]:
    """Everybody's friends, both ways, ``friends`` on average."""
    names = [f"p{number}" for number in range(people)]
    known: dict[str, dict[str, None]] = {name: {} for name in names}
    for _ in range(people * friends // 2):
        one, other = rng.sample(names, 2)
        known[one][other] = known[other][one] = None
    return {name: list(found) for name, found in known.items()}


def short_gaps(
    people: Sequence[str], rng: random.Random, *, over_s: float = 1_200.0, a_person: float = 2.0
) -> list[Gap]:
    """Lifts, cellars, a change from Wi-Fi to mobile: gaps of 2 to 20 s, so many a person on average."""
    found = []
    for _ in range(round(len(people) * a_person)):
        gone_s = rng.uniform(0, over_s)
        found.append(Gap(rng.choice(people), gone_s, gone_s + rng.uniform(2, 20)))
    return found


def tells(
    gaps: Iterable[Gap],
    friends: Mapping[str, Iterable[str]],
    *,
    patience_s: float = 0.0,
    looking: Mapping[str, Iterable[str]] | None = None,
) -> Counter[str]:
    """How often each person is told something about a friend.

    "Gone" is told when it has lasted for ``patience_s``; "back" only where "gone" was told. ``looking`` has, for each
    person, whom they have on their screen now: nobody else is told about these people. Cost: O(friends) a gap.
    """
    watching: dict[str, set[str]] = {}
    for person, seen in (looking or {}).items():
        for friend in seen:
            watching.setdefault(friend, set()).add(person)
    told: Counter[str] = Counter()
    for gap in gaps:
        if gap.back_s - gap.gone_s <= patience_s:
            continue
        for friend in friends[gap.user]:
            if looking is None or friend in watching.get(gap.user, set()):
                told[friend] += 2
    return told


def on_screens(
    friends: Mapping[str, Sequence[str]], rng: random.Random, *, share: float = 0.1, rows: int = 10
) -> dict[str, list[str]]:
    """A tenth of all people look at their list of chats at this moment, and see ten friends of it."""
    lookers = rng.sample(sorted(friends), round(len(friends) * share))
    return {person: rng.sample(friends[person], min(rows, len(friends[person]))) for person in lookers}
