"""The plan for a class, ``docs/teaching.md``: schedules, and for each lesson what an instructor needs beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.checks.model import Exercise, load
from course.editions.source import ROOT, Source, is_graded, read_source, tagged, written_lessons
from course.lessons import Lesson, place_on_path

IN_CLASS = 1.5  # minutes of a class for one of a learner alone
DAY_MINUTES, MORNING_MINUTES, SESSION_MINUTES = 300, 180, 90
MORNINGS = 4  # the fifth day of a week belongs to the whiteboards
HEAD = """# Teaching plan

Schedules, and for each lesson its objectives, timings, marking scheme, common wrong answers with the question that
helps, and questions to discuss. `python3 workbook.py build` writes this page from the lessons and their checks. It
holds marking notes, so no student bundle has it. How to start: [For instructors](instructor.md).

## Schedules

A class takes about one and a half times as long as a learner alone, and a whiteboard is best on another day. Begin
each day and each session with `review()`: three minutes, alone.
"""
SCENE = re.compile(r"^## +(\d+) · (.+) · (\d+) minutes?$", re.MULTILINE)
TIMING = re.compile(r"(?:Timing|For a class)\b[^.:]*:\s+(\d+)\s+minutes")
ASKED = {"predict": "guess", "quiz": "quiz", "order": "order", "check": "exercise"}


@dataclass(slots=True)
class Scene:
    """What a table says about one scene."""

    number: int
    title: str
    minutes: int
    asked: list[str]
    notes: list[str]

    @property
    def class_minutes(self) -> int:
        """What the marking notes say, or the usual."""
        return max([in_class(self.minutes), *(int(found) for note in self.notes for found in TIMING.findall(note))])

    @property
    def on_another_day(self) -> bool:
        """Is it the whiteboard?"""
        return "whiteboard" in self.title.lower()


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson, or the whiteboard of one, in a schedule."""

    lesson: Lesson
    what: str
    minutes: int


def in_class(minutes: int) -> int:
    """How long a class takes for what one learner does in so many minutes."""
    return round(IN_CLASS * minutes + 0.1)  # a half goes up


def teaching(root: Path = ROOT) -> str:
    """The whole page, made from the sources of the lessons and from their checks."""
    sources = [read_source(lesson, root) for lesson in written_lessons(root)]
    return "\n".join([HEAD, *_schedules(sources), *(line for source in sources for line in _lesson(source))])


def questions_to_discuss(source: Source) -> list[str]:
    """What the instructor's cells ask a class: each begins with ``**Discuss.**``."""
    text = " ".join(" ".join(cell.source.split()) for cell in source.notebook.cells if _is_note(cell))
    return [found.strip() for found in re.findall(r"\*\*Discuss\.\*\* (.*?)(?=\*\*|$)", text)]


def scenes(source: Source) -> list[Scene]:
    """The scenes, each with what it asks and with the marking notes that stand in it."""
    found: list[Scene] = []
    for cell in source.notebook.cells:
        if _is_note(cell):
            note = " ".join(cell.source.split())
            if found and "**Discuss.**" not in note:
                found[-1].notes.append(note)
        elif cell.cell_type == "markdown":
            found += [Scene(int(one[1]), one[2], int(one[3]), [], []) for one in SCENE.finditer(cell.source)]
        elif found:
            calls = re.findall(r"^(predict|quiz|order|check)\(\"([^\"]+)\"", cell.source, re.MULTILINE)
            found[-1].asked += [f"{ASKED[name]} {item}" for name, item in calls]
    return found


def _is_note(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "markdown") and tagged(cell, "instructor")


def _schedules(sources: list[Source]) -> Iterator[str]:
    lessons = sorted((source.lesson for source in sources), key=place_on_path)
    cores = [_part(lesson) for lesson in lessons if not _is_dive(lesson)]
    day = next(_packed(cores, DAY_MINUTES))
    yield f"### One day\n\n{_sum(day)} minutes in class, and two breaks.\n\n| lesson | minutes |\n|---|---|"
    yield from (f"| {part.what} | {part.minutes} |" for part in day)
    yield "\n### One week\n\nIn class in the morning, alone in the afternoon (one or two of the dives named).\n"
    yield "| day | in class | minutes | alone, to choose from (minutes) |\n|---|---|---|---|"
    mornings = list(_packed(cores, MORNING_MINUTES))[:MORNINGS]
    for number, morning in enumerate(mornings, start=1):
        families = {part.lesson.number for part in morning}
        dives = [f"{_link(one)} ({one.minutes})" for one in lessons if one.core in families and _is_dive(one)]
        yield f"| {number} | {_names(morning)} | {_sum(morning)} | {', '.join(dives)} |"
    yield f"| {len(mornings) + 1} | whiteboards of the week, in threes | {MORNING_MINUTES} | `review()`, `progress()` |"
    yield f"\n### One term\n\nSessions of {SESSION_MINUTES} minutes, two a week. The primers are read at home.\n"
    yield "| week | session | in class | minutes |\n|---|---|---|---|"
    for number, session in enumerate(_sessions(sources, lessons), start=1):
        yield f"| {(number + 1) // 2} | {number} | {_names(session)} | {_sum(session)} |"


def _sessions(sources: list[Source], lessons: list[Lesson]) -> Iterator[list[Part]]:
    """Each family's core, its first dive, its whiteboard and its other dives, as sessions."""
    boards = {
        source.lesson.number: Part(source.lesson, f"whiteboard of {source.lesson.number}", scene.class_minutes)
        for source in sources
        for scene in scenes(source)
        if scene.on_another_day and not _is_dive(source.lesson)
    }
    for family in dict.fromkeys(_family(lesson) for lesson in lessons):
        ours = [lesson for lesson in lessons if _family(lesson) == family]
        cores = [lesson for lesson in ours if not _is_dive(lesson)]
        dives = [_part(lesson) for lesson in ours if _is_dive(lesson) and lesson.core != "00"]
        whiteboards = [boards[core.number] for core in cores if core.number in boards]
        yield from _packed([*map(_part, cores), *dives[:1], *whiteboards, *dives[1:]], SESSION_MINUTES)


def _packed(parts: Iterable[Part], limit: int) -> Iterator[list[Part]]:
    """The parts in their order, as many together as fit into the limit."""
    together: list[Part] = []
    for part in parts:
        if together and _sum(together) + part.minutes > limit:
            yield together
            together = []
        together.append(part)
    yield together


def _is_dive(lesson: Lesson) -> bool:
    return lesson.number != lesson.core


def _family(lesson: Lesson) -> str:
    return "0" if lesson.number.startswith("0") else lesson.core  # the first two lessons are taught as one


def _part(lesson: Lesson) -> Part:
    return Part(lesson, _link(lesson), in_class(lesson.minutes))


def _sum(parts: list[Part]) -> int:
    return sum(part.minutes for part in parts)


def _names(parts: list[Part]) -> str:
    return ", ".join(part.what for part in parts)


def _link(lesson: Lesson) -> str:
    anchor = re.sub(r"[^\w -]", "", lesson.name.lower()).replace(" ", "-")
    return f"[{lesson.number}](#{anchor})"


def _lesson(source: Source) -> Iterator[str]:
    """One lesson's part of the page."""
    lesson, checks, found = source.lesson, load(source.lesson.number), scenes(source)
    graded = {name for cell in source.notebook.cells if is_graded(cell) for name in re.findall(r'"(.+?)"', cell.source)}
    exercises = [exercise for exercise in checks.exercises if exercise.id in graded]
    points = sum(exercise.points for exercise in exercises)
    yield f"\n## {lesson.name}\n\n{lesson.minutes} minutes alone, about {in_class(lesson.minutes)} in a class."
    yield f"{points:g} points. [As learners see it](../notebooks/{lesson.stem}.ipynb),"
    yield f"[as you see it](../solutions/{lesson.stem}.ipynb).\n\n**Objectives**\n"
    yield from (f"- {sentence}." for sentence in checks.objectives.values())
    yield "\n**Timings**\n\n| scene | alone | class | asks |\n|---|---|---|---|"
    for scene in found:
        yield _row(
            f"{scene.number} {scene.title}", scene.minutes, scene.class_minutes, ", ".join(dict.fromkeys(scene.asked))
        )
    yield "\n**Marking.** Each property that holds earns its share.\n\n| exercise | points | share | properties |"
    yield "|---|---|---|---|"
    for one in exercises:
        properties = " · ".join(each.name for each in one.properties)
        yield _row(f"{one.id} {one.title}", f"{one.points:g}", f"{one.points / len(one.properties):.2g}", properties)
    yield "\n**Common wrong answers, and what to ask**\n"
    yield from (f"- {line}" for exercise in checks.exercises for line in _wrong(exercise))
    yield from (f"- Scene {scene.number}. {note}" for scene in found for note in scene.notes)
    yield "\n**To discuss**\n"
    yield from (f"- {question}" for question in questions_to_discuss(source))


def _wrong(exercise: Exercise) -> Iterator[str]:
    for one in exercise.misconceptions:
        yield f"{exercise.id}, “{one.name}”: {one.question}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
