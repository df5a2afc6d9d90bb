"""``progress``: one page that says where to go on, what to repeat, what is done, and which failures were met."""

from collections.abc import Iterator
from math import ceil, inf
from textwrap import shorten

from course.checks.log import Log, learners_log
from course.checks.model import PATTERNS, Exercise, LessonChecks
from course.checks.past import Past, lesson_of
from course.lessons import LESSONS, PATH, Lesson
from course.widgets.cards import Block, Card, Part, show

AT_MOST = 5  # lines of one kind: the others are found under their lessons
STATES = ("alone", "with help", "open", "not yet")
TABLE = {lesson.number: lesson for lesson in LESSONS}


def progress(*, log: Log | None = None) -> None:
    """Show where to go on, what to repeat, the path, the failure patterns that were met, and what you can do."""
    kept = learners_log(log)
    past = Past(kept)
    begun = {lesson.number for lesson in past.lessons}
    dives = [line(past, number) for number in sorted(begun - set(PATH))]
    others = ", ".join(number for number in TABLE if number not in begun | set(PATH)) or "none"
    met = past.met()
    atlas = [f"{pattern}: met in {', '.join(lessons)}" for pattern, lessons in met.items()]
    unmet = " · ".join(pattern for pattern in PATTERNS if pattern not in met) or "none"
    blocks: tuple[Block, ...] = (
        *where_to_go_on(past),
        Part("To repeat", list(to_repeat(past)) or ["nothing so far"]),
        Part("The path: the main lessons, in this order", [line(past, number) for number in PATH]),
        Part(
            "Primers and dives: each prepares a lesson or goes deeper, in any order", [*dives, f"not begun: {others}"]
        ),
        Part(f"Failure patterns: {len(met)} of {len(PATTERNS)} met", [*atlas, f"not met yet: {unmet}"]),
        Part("What you can do", ["alone: without a hint beyond the first case · open: it comes back in `review()`"]),
        *(can_do(past, lesson) for lesson in past.lessons),
        kept.place,
    )
    show(Card("Your progress", blocks))


def where_to_go_on(past: Past) -> Iterator[str]:
    """Name the lesson that is unfinished, the one that comes next, and what is left of the path."""
    begun, latest = {lesson.number for lesson in past.lessons}, row(past.latest())
    if not begun:
        yield f"Nothing is answered yet. Begin with {invitation(TABLE[PATH[0]])}"
        return
    if left := left_minutes(past, latest.number):
        yield f"Go on with {latest.name}, {about(left)} left: open `{latest.stem}.ipynb`."
    dives = sorted(TABLE.keys() - set(PATH), key=lambda number: (TABLE[number].core != latest.core, number))
    for number in [number for number in (*PATH, *dives) if number not in begun][:1]:
        yield f"{'Next on the path' if number in PATH else 'Next, a dive'}: {invitation(TABLE[number])}"
    left = sum(left_minutes(past, number) for number in PATH)
    yield f"Left on the path: {about(left)}. An estimate: its minutes, less the share that you answered."


def to_repeat(past: Past) -> Iterator[str]:
    """Say which cards are due, what was sure but wrong, and what is open: one line each, with where to go."""
    if ready := past.ready(card for lesson in past.lessons for card in lesson.reviews):
        lessons = ", ".join(sorted({lesson_of(card.id) for card in ready}))
        yield f"review cards that are due: {len(ready)}, from {lessons}. Run `review()`."
    elif past.wait_days() < inf:
        yield f"the next review card is due in {past.wait_days()} d"
    slips = past.sure_but_wrong()
    for kind, items in ("sure but wrong", slips), ("open", [item for item in past.open() if item not in slips]):
        for item in items[:AT_MOST]:
            asked = item.title if isinstance(item, Exercise) else shorten(item.question, 75, placeholder=" …")
            yield f"{kind}: {item.id} · {asked} (`{row(lesson_of(item.id)).stem}.ipynb`)"
        if len(items) > AT_MOST:
            yield f"{kind}: and {len(items) - AT_MOST} more"


def can_do(past: Past, lesson: LessonChecks) -> Part:
    """Tell for each objective of a lesson how the learner stands, folded below the sums."""
    states = [past.state(lesson, key) for key in lesson.objectives]
    sums = ", ".join(f"{states.count(state)} {state}" for state in STATES if state in states)
    lines = [f"{state}: {goal}" for state, goal in zip(states, lesson.objectives.values(), strict=True)]
    return Part(f"{row(lesson.number).name}: {sums}", lines, folded=True)


def line(past: Past, number: str) -> tuple[float, str]:
    """Tell how far a lesson is, as a share and in words."""
    answered, asked = past.answered(number)
    if not asked:
        return 0, f"not begun: {row(number).name}, {row(number).minutes} minutes"
    if answered == asked:
        return 1, f"✓ done: {row(number).name}"
    return answered / asked, (
        f"begun: {row(number).name}, {answered} of {asked} answered, {about(left_minutes(past, number))} left"
    )


def left_minutes(past: Past, number: str) -> float:
    """Guess how long the rest of a lesson takes: its minutes, less the share that is answered."""
    answered, asked = past.answered(number)
    return row(number).minutes * (1 - answered / max(1, asked))


def about(minutes: float) -> str:
    """Round a time up to five minutes, or to a tenth of an hour."""
    return f"about {minutes / 60:.1f} hours" if minutes > 90 else f"about {5 * ceil(minutes / 5)} minutes"


def row(number: str) -> Lesson:
    """Find a lesson in the table; what is not there takes no time."""
    return TABLE.get(number, Lesson(number, "not-here", "not in this course", 0, ""))


def invitation(lesson: Lesson) -> str:
    """Say what a lesson is, how long it takes, and where it is."""
    return f"{lesson.name}, {lesson.minutes} minutes: open `{lesson.stem}.ipynb`."
