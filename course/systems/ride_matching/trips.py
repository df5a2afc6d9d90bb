"""The states of a trip, and every step that is allowed from one to the next. All other steps are refused."""

from course.errors import CourseError

SEARCHING, MATCHED, ARRIVED, RIDING, COMPLETED = "searching", "matched", "arrived", "riding", "completed"
PAID, CANCELLED, NO_DRIVERS = "paid", "cancelled", "no_drivers"
UNKNOWN = "unknown"  # nobody asked for such a trip

STEPS: dict[tuple[str, str], str] = {
    (SEARCHING, "match"): MATCHED,
    (SEARCHING, "cancel"): CANCELLED,
    (SEARCHING, "give_up"): NO_DRIVERS,
    (MATCHED, "driver_left"): SEARCHING,
    (MATCHED, "cancel"): CANCELLED,
    (MATCHED, "arrive"): ARRIVED,
    (ARRIVED, "cancel"): CANCELLED,
    (ARRIVED, "board"): RIDING,
    (RIDING, "drop_off"): COMPLETED,
    (COMPLETED, "pay"): PAID,
}
"""(state, event) → the next state."""

STATES = (SEARCHING, MATCHED, ARRIVED, RIDING, COMPLETED, PAID, CANCELLED, NO_DRIVERS)
EVENTS = tuple(dict.fromkeys(event for _, event in STEPS))
FINAL = frozenset(STATES) - {state for state, _ in STEPS}
FREES_DRIVER = frozenset({"cancel", "driver_left", "drop_off"})
"""After these events the trip's driver may take another one."""
HAS_DRIVER = frozenset({MATCHED, ARRIVED, RIDING})
"""In these states the trip's driver is busy with it."""


def next_state(state: str, event: str) -> str:
    """The state after this event.

    Raises:
        IllegalStep: nothing like that may happen to a trip in this state.
    """
    if (state, event) not in STEPS:
        allowed = ", ".join(known for before, known in STEPS if before == state) or "nothing: it is over"
        raise IllegalStep(f"A trip that is {state!r} cannot {event!r}. Allowed: {allowed}.")
    return STEPS[state, event]


def steps_of(event: str) -> dict[str, str]:
    """From which states this event leads where.

    Raises:
        ValueError: no trip knows such an event.
    """
    steps = {before: after for (before, known), after in STEPS.items() if known == event}
    if not steps:
        raise ValueError(f"There is no event {event!r}. Choose one of: {', '.join(EVENTS)}.")
    return steps


class IllegalStep(CourseError):
    """The trip is not in a state in which this may happen."""
