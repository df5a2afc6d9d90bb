"""``progress`` looks back; ``review`` brings back what was missed, later and later."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from course.checks.cards import Block, Card, show
from course.checks.exercises import GO_ON
from course.checks.log import Log, learners_log
from course.checks.model import PATTERNS, Exercise, LessonChecks, Ordering, Quiz, ReviewCard, find, load
from course.checks.questions import ask, place, said_to
from course.errors import CourseError
from course.lessons import LESSONS
from course.units import SECONDS_PER_DAY

INTERVALS_DAYS = (1, 3, 7, 21)


def progress(*, log: Log | None = None) -> None:
    """Show each objective, what was sure but wrong, the failure patterns that were met, and where this is kept."""
    kept = learners_log(log)
    titles = {lesson.number: lesson.title for lesson in LESSONS}
    blocks: list[Block] = []
    for lesson in attempted(kept):
        blocks.append(f"Lesson {lesson.number} · {titles.get(lesson.number, '')}")
        blocks.append([f"{state(lesson, key, kept)}: {goal}" for key, goal in lesson.objectives.items()])
    if not blocks:
        blocks.append("No check, quiz or prediction has been answered yet.")
    items = {item.id: item for lesson in attempted(kept) for item in lesson.items}
    sure = [event["id"] for event in kept.events("quiz") if event.get("first") and surely_wrong(event)]
    blocks += [
        "Sure but wrong",
        [f"{key}: {items[key].question}" for key in sure if key in items] or ["nothing so far"],
    ]
    met = [item.pattern for item in items.values() if kept.events(item_id=item.id)]
    times = [(pattern, met.count(pattern)) for pattern in PATTERNS]
    atlas = [f"{f'met {count} times' if count else 'not met yet'}: {pattern}" for pattern, count in times]
    show(Card("Your progress", (*blocks, "Failure patterns", atlas, kept.place)))


def review(
    which: str | None = None,
    answer: str | None = None,
    *,
    sure: bool | None = None,
    limit: int = 5,
    log: Log | None = None,
) -> None:
    """Deal the cards that are due; at a save point, ``review("20", limit=2)``, those of one lesson even before.

    ``review("20.r1", "b")`` answers a card in text.
    """
    kept = learners_log(log)
    if which is not None and "." in which:
        deal(find(which, ReviewCard), kept, answer, sure)
        return
    lessons, now_s = [load(which)] if which else attempted(kept), kept.clock.now_s()
    plans = [(card, *due(card, kept)) for lesson in lessons for card in lesson.reviews]
    ready = [plan for plan in plans if plan[1] <= now_s]
    ready.sort(key=lambda plan: (not plan[2], plan[1]))
    if which:
        ready += sorted((plan for plan in plans if plan not in ready), key=lambda plan: times(plan[0], kept))
    if not ready:
        later = min((plan[1] for plan in plans), default=float("inf"))
        days = (
            f" The next card is due in {max(1, round((later - now_s) / SECONDS_PER_DAY))} days."
            if later < float("inf")
            else ""
        )
        show(Card(f"Review: nothing is due.{days}"))
    for card, _, _ in ready[:limit]:
        deal(card, kept, None, None)


def deal(card: ReviewCard, kept: Log, answer: str | None, sure: bool | None) -> None:
    """Ask a card with numbers that change each time it is answered, or take the answer."""
    dealt = times(card, kept)
    rng = random.Random(f"{card.id} {dealt}")
    made = card.make(rng)
    asked = replace(made, options=tuple(rng.sample(made.options, len(made.options))))

    def take(letter: str, sure: bool | None) -> Card:
        right = asked.options[place(letter, len(asked.options))].right
        if times(card, kept) == dealt:  # a second click on the same card teaches, but does not count
            kept.append("review", card.id, right=right, sure=sure)
        return said_to(asked, letter, "" if right else "It comes back, with other numbers.")

    ask(
        f"Review {card.id}",
        asked.question,
        [option.text for option in asked.options],
        take,
        answer,
        sure,
        call="review",
    )


def due(card: ReviewCard, kept: Log) -> tuple[float, bool]:
    """When the card is due (infinity: never), and whether the learner was sure but wrong.

    A miss sets it to one day later; each right answer that was due moves it along the intervals, and after the last
    one it is learned.
    """
    steps = [(event["at_s"], False, event) for event in missed(card, kept)]
    steps += [(event["at_s"], bool(event.get("right")), event) for event in kept.events("review", card.id)]
    due_s, stage, sure = float("inf"), 0, False
    for at_s, right, event in sorted(steps, key=lambda step: step[0]):
        if not right:
            due_s, stage, sure = at_s + INTERVALS_DAYS[0] * SECONDS_PER_DAY, 0, sure or surely_wrong(event)
        elif at_s >= due_s:
            stage += 1
            learned = stage == len(INTERVALS_DAYS)
            due_s = float("inf") if learned else at_s + INTERVALS_DAYS[stage] * SECONDS_PER_DAY
    return due_s, sure


def missed(card: ReviewCard, kept: Log) -> Iterator[dict[str, Any]]:
    """Find what went wrong about the card's objective or its pattern: first answers, and exercises that took a hint."""
    for lesson in attempted(kept):
        for item in lesson.items:
            same = item.objective == card.objective and item.id.split(".")[0] == card.id.split(".")[0]
            if same or (card.pattern and item.pattern == card.pattern):
                for event in kept.events(item_id=item.id):
                    wrong_first = event["kind"] in ("quiz", "order") and event.get("first") and not event.get("right")
                    if wrong_first or (event["kind"] == "attempt" and event.get("level", 0) >= 2):
                        yield event


def state(lesson: LessonChecks, objective: str, kept: Log) -> str:
    """How the learner stands: alone, with help, open or not yet."""
    states = [standing(item, kept) for item in lesson.items if item.objective == objective]
    return next(
        (worst for worst in ("open", "not yet", "with help") if worst in states), "alone" if any(states) else "not yet"
    )


def standing(item: object, kept: Log) -> str:
    """How one exercise, quiz or ordering stands; a prediction may be wrong, so it says nothing."""
    if isinstance(item, Exercise):
        attempts = kept.events("attempt", item.id)
        level = max((event.get("level", 0) for event in attempts), default=0)
        passed = any(event.get("passed") for event in attempts)
        return ("with help" if level > 1 else "alone") if passed else "open" if level == GO_ON else "not yet"
    if isinstance(item, (Quiz, Ordering)):
        right = [event.get("right") for event in kept.events(item_id=item.id)]
        return "not yet" if not right else "alone" if right[0] else "with help" if any(right) else "open"
    return ""


def attempted(kept: Log) -> list[LessonChecks]:
    """Load the checks of the lessons that the learner has begun."""
    found = []
    for number in sorted({str(event["id"]).split(".", maxsplit=1)[0] for event in kept.events()}):
        with suppress(CourseError):
            found.append(load(number))
    return found


def times(card: ReviewCard, kept: Log) -> int:
    """How often the card was answered."""
    return len(kept.events("review", card.id))


def surely_wrong(event: dict[str, Any]) -> bool:
    """Whether the learner was sure, and wrong."""
    return bool(event.get("sure")) and not event.get("right", True)
