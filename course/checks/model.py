"""What a lesson's checks are made of: plain records that a module ``lesson_NN`` fills in, found by their ids."""

import importlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, TypeVar

from course.errors import CourseError
from course.lessons import LESSONS

if TYPE_CHECKING:
    from course.checks.answer import Answer

PATTERNS = (
    "check-then-act",
    "two copies of one truth",
    '"done" said too early',
    "space too small",
    "grows for ever",
    "everyone at once",
    "clock as truth",
    "trusting the caller",
    "place in a moving list",
    "load on the wrong tier",
)


class Wrong(Exception):
    """A property does not hold: ``Wrong(case, why)``, the smallest failing case and what was wrong with the result."""


def expect(condition: bool, case: str, why: str) -> None:
    """Let a property hold only if ``condition`` does; try small cases first, because the first failing one is shown."""
    if not condition:
        raise Wrong(case, why)


@dataclass(frozen=True, slots=True)
class Property:
    """One sentence that a right answer makes true; ``test`` raises :class:`Wrong` where it is not."""

    name: str
    test: "Callable[[Answer], None]"


@dataclass(frozen=True, slots=True)
class Misconception:
    """A known false belief: ``shows`` recognises it; ``case``, if given, replaces the first hint."""

    name: str
    question: str
    shows: "Callable[[Answer], bool]"
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """The answer is a function; results are checked for type. ``duckdb``: it uses a connection of the notebook.

    ``awaits``: an ``async def`` is an answer too; elsewhere its coroutine would break the cells that go on with it.
    """

    parameters: tuple[str, ...]
    returns: type | tuple[type, ...]
    duckdb: bool = False
    awaits: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """The answer is a number, counted in ``unit``."""

    unit: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WidgetState:
    """The answer is an Explorer (or, without a widget, a dictionary of its parameters)."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The answer is a DuckDB relation; a property reads its rows (a list of tuples) as ``answer.value``."""

    columns: tuple[str, ...]


Expects = Function | Number | WidgetState | Relation


@dataclass(frozen=True, slots=True)
class Ordering:
    """Lines to put in order: each ``before`` is (earlier key, later key, why); a distractor has no place at all."""

    id: str
    question: str
    lines: dict[str, str]
    before: tuple[tuple[str, str, str], ...]
    distractors: dict[str, str]
    objective: str
    pattern: str | None = None

    def lettered(self) -> dict[str, str]:
        """Give each key a letter, mixed up: the same way for everybody, and never in the order that was written."""
        keys, rng = list(self.lines), random.Random(self.id)
        mixed = rng.sample(keys, len(keys))
        while mixed == keys and len(keys) > 1:
            mixed = rng.sample(keys, len(keys))
        return dict(zip(ascii_lowercase, mixed, strict=False))

    def all_before(self) -> tuple[tuple[str, str, str], ...]:
        """Add to ``before`` what follows from it, so that a part of the lines is judged as the whole would be."""
        known = list(self.before)
        pairs = {(earlier, later) for earlier, later, _ in known}
        for earlier, later, _ in known:  # it grows while we walk
            for between, last, why in self.before:
                if between == later and (earlier, last) not in pairs:
                    pairs.add((earlier, last))
                    known.append((earlier, last, why))
        return tuple(known)


@dataclass(frozen=True, slots=True)
class Exercise:
    """Judged by running it. ``steps`` in right order; ``sister`` is a similar problem, worked, in Markdown."""

    id: str
    title: str
    objective: str
    points: float
    expects: Expects
    properties: tuple[Property, ...]
    misconceptions: tuple[Misconception, ...]
    steps: tuple[str, ...]
    sister: str
    ours: Callable[[], object] | None = None
    pattern: str | None = None
    free: tuple[tuple[int, int], ...] = ()  # neighbouring steps that may also change places

    @property
    def ordering(self) -> Ordering:
        """Its steps as lines to put in order."""
        lines = {str(at): step for at, step in enumerate(self.steps)}
        why = "In our order another step comes before it; yours may work too."
        free = {(str(first), str(then)) for first, then in self.free}
        before = tuple((first, then, why) for first, then in combinations(lines, 2) if (first, then) not in free)
        return Ordering(self.id, f"These are the steps of “{self.title}”.", lines, before, {}, self.objective)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, with what to say to whoever makes it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """Several options, one of them right."""

    id: str
    question: str
    options: tuple[Option, ...]
    objective: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A guess before a measurement. ``reconcile`` has "I was off because …" for each option that proves wrong."""

    id: str
    question: str
    options: tuple[str, ...]
    reconcile: dict[str, str]
    unit: str = ""
    objective: str | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A quiz that comes back, with fresh numbers drawn from the generator that ``make`` is given."""

    id: str
    objective: str
    pattern: str | None
    make: Callable[[random.Random], Quiz]


@dataclass(frozen=True, slots=True)
class LessonChecks:
    """All that one lesson asks. ``objectives``: key → sentence that begins with what the learner can do."""

    number: str
    objectives: dict[str, str]
    exercises: tuple[Exercise, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    orderings: tuple[Ordering, ...] = ()
    reviews: tuple[ReviewCard, ...] = ()

    @property
    def items(self) -> tuple[Any, ...]:
        """Everything that has an id."""
        return (*self.exercises, *self.quizzes, *self.predictions, *self.orderings, *self.reviews)


Item = TypeVar("Item")


def load(number: str) -> LessonChecks:
    """The checks of one lesson.

    Raises:
        CourseError: no lesson with this number has checks.
    """
    name = f"course.checks.lesson_{number}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        known = [lesson.number for lesson in LESSONS]
        if number in known:
            raise CourseError(f"Lesson {number} has no checks yet. Write course/checks/lesson_{number}.py.") from None
        raise CourseError(
            f"There are no checks for a lesson {number!r}. The lessons are: {', '.join(known)}."
        ) from None
    lesson: LessonChecks = module.LESSON
    return lesson


def find(item_id: str, *kinds: type[Item]) -> Item:
    """The exercise, quiz, … with this id, of one of these kinds.

    Raises:
        CourseError: nothing of these kinds has it.
    """
    if not isinstance(item_id, str) or not re.fullmatch(r"\d\d[a-z]?\.\w+", item_id):
        raise CourseError(f'{item_id!r} is not an id. Write it as a text, for example "20.3".')
    items = {item.id: item for item in load(item_id.split(".", maxsplit=1)[0]).items}
    known = [key for key, item in items.items() if isinstance(item, kinds)]
    if item_id not in known:
        kind, others = kinds[0].__name__.lower(), ", ".join(known) or "none"
        raise CourseError(f"There is no {kind} {item_id!r}. This lesson has: {others}.")
    found: Item = items[item_id]
    return found
