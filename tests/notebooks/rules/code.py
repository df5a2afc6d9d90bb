"""What a code cell may hold."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from course.editions.source import REGIONS, ROOT, is_answer
from tests.notebooks.reading import Problems, Reading, item_calls, syntax

MOST_WIDGETS = 3
MOST_LINES, MOST_ANSWER_LINES = 20, 10
WITHOUT_ASYNC = ("00", "20", "22", "25", "26")
ASKING = ("check", "quiz", "predict", "order")
DIAGRAM, WITHOUT_A_SYSTEM = "_architecture", ("01",)
NOT_WIDGETS = (
    "architecture",
    "capacity",
    "figure",
    "shortener",
    "style",
    "svg",
    "view",
)  # modules that draw, but do not answer


def code_cells_are_short(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and (count := len(cell.source.splitlines())) > MOST_LINES:
            yield f"{lesson.where(number)} has {count} lines, at most {MOST_LINES}. Move code into course/ and show it."


def answers_are_short_and_marked(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code" or not is_answer(cell):
            continue
        region = re.search(rf"(?s)BEGIN {REGIONS[0]}\n(.*?)\n[^\n]*END {REGIONS[0]}", cell.source)
        if not region:
            yield (
                f"{lesson.where(number)}: put '### BEGIN SOLUTION' and '### END SOLUTION' around the answer only, so "
                "that the learner keeps the name and the arguments."
            )
        elif (count := len(region[1].splitlines())) > MOST_ANSWER_LINES:
            yield f"{lesson.where(number)}: the answer has {count} lines, at most {MOST_ANSWER_LINES}. Ask for less."


def code_is_plain_python(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:  # `!pip install`, `%timeit`, `name?`
            line = cell.source.splitlines()[(error.lineno or 1) - 1].strip()
            yield f"{lesson.where(number)}: {line!r} is not Python. No magics; nothing is installed in a cell."
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                yield f"{lesson.where(number)} imports a star. Name what you import, so that a reader can find it."
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
                yield f"{lesson.where(number)} changes sys.path. `course` is found from any place; drop the line."


def async_waits_for_its_primer(lesson: Reading) -> Problems:
    kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and lesson.lesson.number in WITHOUT_ASYNC:
            tree = ast.walk(syntax(cell.source))
            if any(isinstance(node, kinds) or _imports_asyncio(node) for node in tree):
                yield f"{lesson.where(number)} uses async, which learners may not know yet. Use virtual time."


def _imports_asyncio(node: ast.AST) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return "asyncio" in names or (isinstance(node, ast.ImportFrom) and node.module == "asyncio")


def widgets_fit_the_budget(lesson: Reading) -> Problems:
    found = sorted(
        {name for _number, cell in lesson.cells if cell.cell_type == "code" for name in _widgets(cell.source)}
    )
    if len(found) > MOST_WIDGETS:
        yield f"{len(found)} widgets ({', '.join(found)}), at most {MOST_WIDGETS}. Keep those that a question needs."


def _widgets(code: str) -> Iterator[str]:
    for node in ast.walk(syntax(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course.widgets"):
            inside = node.module.removeprefix("course.widgets").lstrip(".") if node.module else ""
            names = [inside] if inside else [alias.name for alias in node.names]
            yield from (name for name in names if name not in NOT_WIDGETS)


def widgets_stand_under_a_question(lesson: Reading) -> Problems:
    shown = False
    for scene in lesson.scenes:
        code = [piece.text for piece in scene.pieces if piece.kind == "code"]
        moved = sorted({name for text in code for name in _called(text) & _explorers()})
        shown = shown or bool(moved)
        if moved and not any(name in ASKING for text in code for name, _item in item_calls(text)):
            yield (
                f"Scene '{scene.title}' shows {moved[0]}() and asks nothing. Put a question with a target above it, "
                "and check(…) or quiz(…) below."
            )
    if lesson.kind == "core" and not shown:
        yield (
            "No widget. Put the one that the lesson's question needs under that question; a function of course.widgets "
            "returns it as an Explorer."
        )


@cache
def _explorers() -> frozenset[str]:
    """The functions of ``course.widgets`` that return something to be moved, not only to be looked at."""
    files = (ROOT / "course" / "widgets").glob("*.py")
    nodes = [node for file in files for node in ast.parse(file.read_text(encoding="utf-8")).body]
    made = (node for node in nodes if isinstance(node, ast.FunctionDef) and node.returns)
    return frozenset(node.name for node in made if node.returns and "Explorer" in ast.unparse(node.returns))


def _called(code: str) -> set[str]:
    calls = (node.func for node in ast.walk(syntax(code)) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}


def a_system_is_drawn_by_code(lesson: Reading) -> Problems:
    called = {name for _number, cell in lesson.cells if cell.cell_type == "code" for name in _called(cell.source)}
    drawn = any(name.endswith(DIAGRAM) for name in called)
    if lesson.kind == "core" and lesson.lesson.number not in WITHOUT_A_SYSTEM and not drawn:
        yield (
            "No diagram. Draw how the parts stand together with course.widgets.architecture, in a function whose name "
            f"ends in {DIAGRAM!r}, and call it."
        )


RULES = (
    code_cells_are_short,
    answers_are_short_and_marked,
    code_is_plain_python,
    async_waits_for_its_primer,
    widgets_fit_the_budget,
    widgets_stand_under_a_question,
    a_system_is_drawn_by_code,
)
