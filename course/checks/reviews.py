"""``progress`` looks back; ``review`` brings back what was missed, at longer and longer intervals."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from math import ceil, inf
from typing import Any

from course.checks.cards import Block, Card, show
from course.checks.exercises import GO_ON
from course.checks.log import Log, learners_log
from course.checks.model import PATTERNS, Exercise, LessonChecks, Ordering, Quiz, ReviewCard, find, load
from course.checks.questions import ask, said_to
from course.errors import CourseError
from course.lessons import LESSONS
from course.units import SECONDS_PER_DAY

INTERVALS_DAYS = (1, 3, 7, 21)
SITTING_S = 3_600


class Past:
    """What a log tells, read once: the events of each item, and the lessons that were begun."""

    def __init__(self, log: Log) -> None:
        self.by_id: dict[str, list[dict[str, Any]]] = {}
        for event in log.events():
            self.by_id.setdefault(event["id"], []).append(event)
        self.lessons: list[LessonChecks] = []
        for number in sorted({item_id.split(".", maxsplit=1)[0] for item_id in self.by_id}):
            with suppress(CourseError):  # a lesson of a newer course
                self.lessons.append(load(number))
        self.items = {item.id: item for lesson in self.lessons for item in lesson.items}

    def of(self, item_id: str) -> list[dict[str, Any]]:
        """What happened to one item."""
        return self.by_id.get(item_id, [])

    def state(self, lesson: LessonChecks, objective: str) -> str:
        """How the learner stands: alone, with help, open or not yet."""
        states = {self.standing(item) for item in lesson.items if item.objective == objective} - {""}
        return next((worst for worst in ("open", "not yet", "with help", "alone") if worst in states), "not yet")

    def standing(self, item: object) -> str:
        """How one exercise, quiz or ordering stands; a guess may be wrong, so a prediction says nothing."""
        if isinstance(item, Exercise):
            level = max((event.get("level", 0) for event in self.of(item.id)), default=0)
            if any(event.get("passed") for event in self.of(item.id)):
                return "with help" if level > 1 else "alone"
            return "open" if level == GO_ON else "not yet"
        if isinstance(item, (Quiz, Ordering)):
            right = [event.get("right") for event in self.of(item.id)]
            return "not yet" if not right else "alone" if right[0] else "with help" if any(right) else "open"
        return ""

    def sure_but_wrong(self) -> list[str]:
        """The quizzes whose first answer was sure, and wrong."""
        quizzes = [quiz for lesson in self.lessons for quiz in lesson.quizzes]
        return [f"{quiz.id}: {quiz.question}" for quiz in quizzes if any(map(surely_wrong, self.of(quiz.id)[:1]))]

    def missed(self, card: ReviewCard) -> Iterator[dict[str, Any]]:
        """What went wrong about the card's objective or pattern: first answers, and exercises that took a hint."""
        lesson = card.id.split(".", maxsplit=1)[0]
        for item in self.items.values():
            same_objective = item.objective == card.objective and item.id.startswith(f"{lesson}.")
            if same_objective or (card.pattern and item.pattern == card.pattern):
                yield from (event for event in self.of(item.id)[:1] if event.get("right") is False)
                yield from (event for event in self.of(item.id) if event.get("level", 0) > 1)

    def due(self, card: ReviewCard) -> tuple[float, bool]:
        """When the card is due (infinity: never), and whether the learner was sure but wrong.

        A miss sets it to one day later; each right answer, once it is due, moves it along the intervals; then it rests.
        """
        steps = [(event["at_s"], False, event) for event in self.missed(card)]
        steps += [(event["at_s"], bool(event.get("right")), event) for event in self.of(card.id)]
        due_s, stage, sure = inf, 0, False
        for at_s, right, event in sorted(steps, key=lambda step: step[0]):
            if not right:
                due_s, stage, sure = at_s + INTERVALS_DAYS[0] * SECONDS_PER_DAY, 0, sure or surely_wrong(event)
            elif at_s >= due_s:
                stage += 1
                due_s = at_s + INTERVALS_DAYS[stage] * SECONDS_PER_DAY if stage < len(INTERVALS_DAYS) else inf
        return due_s, sure


def surely_wrong(event: dict[str, Any]) -> bool:
    """Whether the learner was sure, and wrong."""
    return bool(event.get("sure")) and event.get("right") is False


def progress(*, log: Log | None = None) -> None:
    """Show each objective, what was sure but wrong, the failure patterns that were met, and where this is kept."""
    kept = learners_log(log)
    past, titles, blocks = Past(kept), {lesson.number: lesson.title for lesson in LESSONS}, list[Block]()
    for lesson in past.lessons:
        blocks.append(f"Lesson {lesson.number} · {titles.get(lesson.number, 'not in this course')}")
        blocks.append([f"{past.state(lesson, key)}: {goal}" for key, goal in lesson.objectives.items()])
    met = Counter(item.pattern for item in past.items.values() if past.of(item.id))
    atlas = [f"{f'met ({met[pattern]})' if met[pattern] else 'not met yet'}: {pattern}" for pattern in PATTERNS]
    blocks += ["Sure but wrong", past.sure_but_wrong() or ["nothing so far"], "Failure patterns", atlas, kept.place]
    words = "alone: without a hint beyond the first case · open: left for later, it comes back in `review()`"
    show(Card("Your progress", (words if past.lessons else "Nothing is answered yet.", *blocks)))


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
    past, now_s = Past(kept), kept.clock.now_s()
    cards = [card for lesson in ([load(which)] if which else past.lessons) for card in lesson.reviews]
    due = {card.id: past.due(card) for card in cards}
    ready = [card for card in cards if due[card.id][0] <= now_s]
    ready.sort(key=lambda card: (not due[card.id][1], due[card.id][0]))
    if which:  # then what has been met, least often answered first
        met = {item.objective for item in past.items.values() if past.of(item.id)}
        others = [card for card in cards if card not in ready]
        ready += sorted(others, key=lambda card: (len(past.of(card.id)), card.objective not in met))
    elif not ready:
        first_s = min((due_s for due_s, _ in due.values()), default=inf)
        when = f" The next card: in {ceil((first_s - now_s) / SECONDS_PER_DAY)} d." if first_s < inf else ""
        show(Card(f"Review: nothing is due.{when}"))
    for card in ready[:limit]:
        deal(card, kept, None, None)


def deal(card: ReviewCard, kept: Log, answer: str | None, sure: bool | None) -> None:
    """Ask a card, or take the answer. Its numbers change from one sitting to the next, and not within one."""
    sitting_began_s = kept.clock.now_s() - SITTING_S
    dealt = sum(event["at_s"] < sitting_began_s for event in kept.events("review", card.id))
    rng = random.Random(f"{card.id} {dealt}")
    made = card.make(rng)
    asked = replace(made, options=tuple(rng.sample(made.options, len(made.options))))

    def take(at: int, sure: bool | None) -> Card:
        right = asked.options[at].right
        if len(kept.events("review", card.id)) == dealt:  # a second answer in one sitting teaches; it does not count
            kept.append("review", card.id, right=right, sure=sure)
        return said_to(asked, at, "" if right else "It comes back, with other numbers.")

    ask("review", card.id, asked.question, [option.text for option in asked.options], take, answer, sure)
