"""What a learner's log tells: how each question stands, what has been met, and when a review card is due."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from math import ceil, inf
from typing import Any

from course.checks.exercises import GO_ON
from course.checks.log import Log
from course.checks.model import PATTERNS, Exercise, LessonChecks, Ordering, Quiz, ReviewCard, load
from course.errors import CourseError
from course.units import SECONDS_PER_DAY

INTERVALS_DAYS = (1, 3, 7, 21)


class Past:
    """What a log tells, read once: the events of each item, and the lessons that were begun, by number."""

    def __init__(self, log: Log) -> None:
        self.now_s = log.clock.now_s()
        self.by_id: dict[str, list[dict[str, Any]]] = {}
        for event in log.events():
            self.by_id.setdefault(event["id"], []).append(event)
        self.lessons: list[LessonChecks] = []
        for number in sorted({lesson_of(item_id) for item_id in self.by_id}):
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

    def answered(self, number: str) -> tuple[int, int]:
        """How many of a lesson's questions are answered, or left open, and how many there are; none if not begun."""
        items = [item for lesson in self.lessons if lesson.number == number for item in lesson.items]
        asked = [item for item in items if not isinstance(item, ReviewCard)]
        return sum(bool(self.of(item.id)) and self.standing(item) != "not yet" for item in asked), len(asked)

    def latest(self) -> str:
        """The number of the lesson in which a question was answered last."""
        asked = [key for key, item in self.items.items() if self.of(key) and not isinstance(item, ReviewCard)]
        times = {item_id: self.of(item_id)[-1]["at_s"] for item_id in asked}
        return lesson_of(max(times, key=lambda item_id: times[item_id], default=""))

    def met(self) -> dict[str, list[str]]:
        """The failure patterns that were met, and the lessons in which that was."""
        places = {(item.pattern, lesson_of(item.id)) for item in self.items.values() if self.of(item.id)}
        met = {pattern: sorted(number for of, number in places if of == pattern) for pattern in PATTERNS}
        return {pattern: numbers for pattern, numbers in met.items() if numbers}

    def open(self) -> list[Any]:
        """The exercises, quizzes and orderings that were tried and left."""
        return [item for item in self.items.values() if self.standing(item) == "open"]

    def sure_but_wrong(self) -> list[Quiz]:
        """The quizzes whose first answer was sure, and wrong, until a review card on their objective is right."""
        return [
            quiz
            for lesson in self.lessons
            for quiz in lesson.quizzes
            if any(map(surely_wrong, self.of(quiz.id)[:1]))
            and not any(
                event.get("right")
                for card in lesson.reviews
                if card.objective == quiz.objective
                for event in self.of(card.id)
            )
        ]

    def ready(self, cards: Iterable[ReviewCard]) -> list[ReviewCard]:
        """Those that are due: first where the learner was sure but wrong, then the longest due."""
        due = sorted(((*self.due(card), card) for card in cards), key=lambda each: (not each[1], each[0]))
        return [card for due_s, _, card in due if due_s <= self.now_s]

    def wait_days(self) -> float:
        """How long until the next card is due (infinity: no card waits)."""
        waits_s = [self.due(card)[0] - self.now_s for lesson in self.lessons for card in lesson.reviews]
        return min((ceil(wait_s / SECONDS_PER_DAY) for wait_s in waits_s if 0 < wait_s < inf), default=inf)

    def missed(self, card: ReviewCard) -> Iterator[dict[str, Any]]:
        """What went wrong about the card's objective or pattern: first answers, and exercises that took a hint."""
        lesson = lesson_of(card.id)
        for item in self.items.values():
            same_objective = item.objective == card.objective and lesson_of(item.id) == lesson
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


def lesson_of(item_id: str) -> str:
    """The number of the lesson that an id belongs to."""
    return item_id.partition(".")[0]


def surely_wrong(event: dict[str, Any]) -> bool:
    """Whether the learner was sure, and wrong."""
    return bool(event.get("sure")) and event.get("right") is False
