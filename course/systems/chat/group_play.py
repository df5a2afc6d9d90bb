"""One message in one group, played in virtual time: who tells whom how far they are."""

import random
from collections.abc import Mapping, Sequence

from course.systems.chat.members import Members
from course.systems.chat.model import Ticks
from course.systems.chat.run import Chat, Run
from course.systems.chat.workload import Away, Plan, Talk, Typed


def one_message(people: Sequence[str], *, away: Sequence[Away] = (), reads_s: Mapping[str, float] | None = None) -> Run:
    """The first of these writes at second 1; the others read at the moments of ``reads_s``, or not at all."""
    members = Members()
    for person in people:
        members.add_user(person)
    members.add_conversation("trip", people)
    typed = Typed(1.0, f"{people[0]}/phone", "trip", "hello")
    talk = Talk(members, tuple(members.devices()), (typed,))
    chat = Chat(talk, Plan(absences=tuple(away)), random.Random(23), watch=True)
    for person, at_s in (reads_s or {}).items():
        phone = chat.phones[f"{person}/phone"]
        chat.timeline.at(at_s, lambda phone=phone: phone.client.read("trip"))  # type: ignore[misc]
    return chat.play(rest_s=10)


def receipts_told(run: Run) -> int:
    """How often a gateway told a device how far somebody is."""
    return sum(isinstance(flight.frame, Ticks) for flight in run.flights)
