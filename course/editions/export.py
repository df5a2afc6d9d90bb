"""Packing the workbook for a learner, for nbgrader and for the web."""

import json
from collections.abc import Callable
from pathlib import Path

import nbformat

from course.editions.site import site_pages
from course.editions.source import ROOT, edition_path, read_source, written_lessons
from course.editions.strip import CODE_STUB, make_nbgrader_source
from course.editions.verify import source_problems, verify
from course.errors import CourseError
from course.lessons import Lesson, table

TEMPLATES = Path(__file__).parent / "templates"
MARKER = ".workbook-export.json"  # names the files that we wrote, so that a second export takes away only these
LICENCES = "LICENSE*"
COURSE_FOLDERS = ("course", "datasets")
STUDENT_FILES = ("workbook.py", "requirements.lock", "house", *COURSE_FOLDERS)
Files = dict[str, bytes]  # path inside the export → content


def export(kind: str, folder: Path, *, root: Path = ROOT, lessons: list[Lesson] | None = None) -> int:
    """Write one kind of export into ``folder``; the number of files.

    An earlier export of the same kind is renewed: its own files are replaced, everything else in there stays.

    Raises:
        CourseError: the folder holds something else, or an edition is missing, stale or gives a solution away.
    """
    pack = PACKERS[kind]
    _refuse_foreign(folder, kind)
    lessons = written_lessons(root) if lessons is None else lessons
    if not lessons:
        raise CourseError("There is nothing to export: no lesson has a source in solutions/.")
    files = pack(lessons, root)
    _remove_earlier(folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / MARKER).write_text(json.dumps({"kind": kind, "files": sorted(files)}, indent=1) + "\n", encoding="utf-8")
    return len(files)


def _refuse_foreign(folder: Path, kind: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file. Name a new or empty folder for the {kind} export.")
    if folder.is_dir() and any(folder.iterdir()) and _earlier(folder).get("kind") != kind:
        raise CourseError(
            f"{folder} is not empty and holds no earlier {kind} export, so nothing was written. "
            "Name a new or empty folder."
        )


def _earlier(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove_earlier(folder: Path) -> None:
    names = _earlier(folder).get("files", [])
    assert isinstance(names, list)
    for name in names:
        path = folder / name
        if path.is_file() and folder.resolve() in path.resolve().parents:
            path.unlink()


def _student(lessons: list[Lesson], root: Path) -> Files:
    """Everything that `workbook.py lab` needs, and no solution."""
    _stop_at(verify(lessons, root))
    files = _folders(STUDENT_FILES, root)
    for lesson in lessons:
        path = edition_path(lesson, "student", root)
        files[f"notebooks/{path.name}"] = path.read_bytes()
    files["README.md"] = _readme("student.md", lessons)
    return files


def _nbgrader(lessons: list[Lesson], root: Path) -> Files:
    """A course folder in which the stock commands work."""
    sources = [read_source(lesson, root) for lesson in lessons]
    _stop_at([problem for source in sources for problem in source_problems(source, root)])
    files = _folders(("requirements.lock", *COURSE_FOLDERS), root)
    for source in sources:
        text = nbformat.writes(make_nbgrader_source(source)) + "\n"  # type: ignore[no-untyped-call]
        files[f"source/{source.lesson.stem}/{source.lesson.stem}.ipynb"] = text.encode()
    settings = (TEMPLATES / "nbgrader_config.txt").read_text(encoding="utf-8")
    files["nbgrader_config.py"] = settings.replace("CODE_STUB", json.dumps(CODE_STUB)).encode()
    files["README.md"] = _readme("nbgrader.md", lessons)
    return files


def _html(lessons: list[Lesson], root: Path) -> Files:
    """Pages that read offline."""
    _stop_at(verify(lessons, root))
    return {name: page.encode() for name, page in site_pages(lessons, root).items()}


def _stop_at(problems: list[str]) -> None:
    if problems:
        raise CourseError("Nothing was exported, because:\n  " + "\n  ".join(problems))


def _folders(names: tuple[str, ...], root: Path) -> Files:
    """The house's own files under these names, without what builds notebooks, and with the licences.

    Raises:
        CourseError: one of them is missing.
    """
    files: Files = {}
    for name in (*names, *(path.name for path in sorted(root.glob(LICENCES)))):
        place = root / name
        if not place.exists():
            raise CourseError(f"{place} is missing, and an export needs it.")
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            inside = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            if path.is_file() and not hidden and inside.parts[:2] != ("course", "editions"):
                files[inside.as_posix()] = path.read_bytes()
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    files["pyproject.toml"] = (project.partition("\n[tool.ruff]")[0].rstrip() + "\n").encode()  # no tools, no tests
    return files


def _readme(template: str, lessons: list[Lesson]) -> bytes:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return text.replace("LESSON_TABLE", table(lessons)).replace("FIRST_STEM", lessons[-1].stem).encode()


PACKERS: dict[str, Callable[[list[Lesson], Path], Files]] = {"student": _student, "nbgrader": _nbgrader, "html": _html}
