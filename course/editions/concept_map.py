"""The map of the course, ``docs/images/map.svg``: the path, its dives, and which lesson meets which failure pattern."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from textwrap import wrap

from course.checks.model import PATTERNS, load
from course.editions.source import ROOT
from course.lessons import LESSONS, PATH, Lesson, find_lesson
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import BLUE, COLUMN_PX, GROUND, INK, QUIET_INK, RULE, SMALL_PX, WASH
from course.widgets.svg import Box, Canvas

PAGE, README = "docs/images/map.svg", "README.md"
CAPTION = "Follow the path from left to right. A line is one way to fail: you meet it again in system after system."
IN_README = re.compile(rf"!\[[^\]]*\]\({re.escape(PAGE)}\)")

MARGIN_PX, LABELS_PX, STATION_Y, STATION_PX = 14, 158, 30, 15
TABLE_Y, ROW_PX, LINE_PX, GROUP_PX, MARK_PX = 88, 27, 18, 6, 12.5
PITCH_PX = (COLUMN_PX - LABELS_PX - MARGIN_PX) / len(PATH)
DIVES_Y = TABLE_Y + ROW_PX * len(PATTERNS) + 48

CORES = tuple(dict.fromkeys([*PATH, *(lesson.core for lesson in LESSONS)]))  # those that are not on the path come last

Met = Mapping[str, Collection[str]]


def patterns_met() -> dict[str, frozenset[str]]:
    """Number of each lesson → the failure patterns that its questions name."""
    return {lesson.number: frozenset(item.pattern for item in load(lesson.number).items) for lesson in LESSONS}


def concept_map(met: Met) -> Picture:
    """Draw the path as a line of stations, the patterns as rows below them, and the dives as a list."""
    columns = [CORES[: len(PATH) // 2], CORES[len(PATH) // 2 :]]
    high_px = max(sum(LINE_PX * len(dives(core)) + GROUP_PX for core in column) for column in columns)
    canvas = Canvas(COLUMN_PX, DIVES_Y + LINE_PX + high_px + MARGIN_PX)
    _draw_path(canvas)
    canvas.text((MARGIN_PX, TABLE_Y - 16), "Failure patterns", bold=True)
    for row, pattern in enumerate(PATTERNS):
        _draw_row(canvas, row, pattern, met)
    y = TABLE_Y + ROW_PX * len(PATTERNS) + 14
    canvas.circle((LABELS_PX + 6, y), 5, fill=BLUE)
    canvas.text((LABELS_PX + 16, y), "met in the lesson on the path", size_px=SMALL_PX, fill=QUIET_INK)
    _draw_letter(canvas, (LABELS_PX + 226, y), "a")
    canvas.text((LABELS_PX + 238, y), "met in its dive a, b, c or d", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text((MARGIN_PX, DIVES_Y), "The dives", bold=True)
    for number, column in enumerate(columns):
        _draw_dives(canvas, MARGIN_PX + number * COLUMN_PX / 2, column)
    return svg_picture(canvas.svg(), _in_words(met), CAPTION)


def dives(core: str) -> list[Lesson]:
    """The lessons of a core's family that are not on the path."""
    return [lesson for lesson in LESSONS if lesson.core == core and lesson.number not in PATH]


def map_problems(root: Path = ROOT) -> list[str]:
    """That the stored map or its words in the README differ from the lessons, if they do."""
    now = concept_map(patterns_met())
    picture, readme = (root / name for name in (PAGE, README))
    same = picture.exists() and picture.read_text(encoding="utf-8") == now.svg + "\n"
    if same and f"![{now.alt}]({PAGE})" in readme.read_text(encoding="utf-8"):
        return []
    return [f"{PAGE}: it does not show the lessons as they are. Run `python3 workbook.py build`."]


def write_map(root: Path = ROOT) -> None:
    """Bring the map, and its words in the README, to what the lessons say."""
    now, readme = concept_map(patterns_met()), root / README
    (root / PAGE).write_text(now.svg + "\n", encoding="utf-8", newline="\n")
    text = IN_README.sub(lambda _: f"![{now.alt}]({PAGE})", readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8", newline="\n")


def _x(column: int) -> float:
    return LABELS_PX + PITCH_PX * (column + 0.5)


def _draw_path(canvas: Canvas) -> None:
    canvas.text((MARGIN_PX, STATION_Y), "The path", bold=True)
    for column, number in enumerate(PATH):
        x = _x(column)
        if column:
            canvas.arrow([(_x(column - 1) + STATION_PX, STATION_Y), (x - STATION_PX - 1, STATION_Y)], stroke=BLUE)
        canvas.circle((x, STATION_Y), STATION_PX, fill=BLUE)
        canvas.text((x, STATION_Y), number, anchor="middle", bold=True, size_px=SMALL_PX, fill=GROUND)
        for line, words in enumerate(wrap(find_lesson(number).title, 10, break_on_hyphens=False)):
            y = STATION_Y + STATION_PX + 10 + 15 * line
            canvas.text((x, y), words, anchor="middle", size_px=SMALL_PX)


def _draw_row(canvas: Canvas, row: int, pattern: str, met: Met) -> None:
    top = TABLE_Y + ROW_PX * row
    y = top + ROW_PX / 2
    if row % 2 == 0:
        canvas.rect(Box(MARGIN_PX - 6, top, COLUMN_PX - MARGIN_PX + 6, top + ROW_PX), fill=WASH)
    canvas.text((MARGIN_PX, y), pattern, size_px=SMALL_PX)
    for column, core in enumerate(PATH):
        marks = ["", *(dive.number[-1] for dive in dives(core))]
        for place, mark in enumerate(marks):
            x = _x(column) + MARK_PX * (place - (len(marks) - 1) / 2)
            if pattern not in met.get(core + mark, ()):
                continue
            if mark:
                _draw_letter(canvas, (x, y), mark)
            else:
                canvas.circle((x, y), 5, fill=BLUE)


def _draw_letter(canvas: Canvas, at: tuple[float, float], letter: str) -> None:
    canvas.circle(at, 5.9, fill=GROUND, stroke=RULE, stroke_px=1)
    canvas.text(at, letter, anchor="middle", size_px=SMALL_PX)


def _draw_dives(canvas: Canvas, left: float, cores: tuple[str, ...]) -> None:
    y = DIVES_Y + LINE_PX + GROUP_PX
    for core in cores:
        for dive in dives(core):
            canvas.text((left, y), dive.number, size_px=SMALL_PX, bold=True, fill=BLUE)
            canvas.text((left + 36, y), dive.title, size_px=SMALL_PX, fill=INK)
            y += LINE_PX
        y += GROUP_PX


def _in_words(met: Met) -> str:
    path = ", ".join(f"{number} {find_lesson(number).title}" for number in PATH)
    deeper = "; ".join(f"{core} by {', '.join(d.number for d in dives(core))}" for core in CORES if dives(core))
    rows = "; ".join(f"{pattern} in {', '.join(n for n in met if pattern in met[n]) or 'none'}" for pattern in PATTERNS)
    return f"A map of the course. The path: {path}. Dives deepen it: {deeper}. The failure patterns are met: {rows}."
