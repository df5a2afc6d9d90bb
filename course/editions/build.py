"""Building the editions of the lessons that changed, two at a time."""

import hashlib
import json
import multiprocessing
import platform
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from course.editions.run import run_edition
from course.editions.source import FOLDERS, ROOT, edition_path, read_source, source_path
from course.editions.verify import source_problems, verify
from course.errors import CourseError
from course.lessons import Lesson

if TYPE_CHECKING:
    import queue

WORKERS = 2
PROMISED_ON = ("Linux", "3.11")
INGREDIENTS = ("course", "datasets", "requirements.lock", "requirements-dev.lock")


def build(lessons: list[Lesson], *, force: bool = False, root: Path = ROOT) -> list[str]:
    """Build both editions of each lesson that changed; what went wrong, as sentences.

    A lesson's editions are written together or not at all, and a failure in one lesson does not stop the others.
    """
    console = Console(stderr=True, highlight=False)
    here = (platform.system(), platform.python_version().rpartition(".")[0])
    if here != PROMISED_ON:
        console.print(
            f"Note: byte-identical notebooks are promised on {' with Python '.join(PROMISED_ON)}; "
            f"this is {' with Python '.join(here)}. Do not commit what this build writes."
        )
    stamps = Stamps(root)
    stale = [lesson for lesson in lessons if force or not stamps.fits(lesson)]
    for lesson in lessons:
        if lesson not in stale:
            console.print(f"{lesson.stem}: nothing changed")
    problems = [
        f"{lesson.stem}.py: {problem}"
        for lesson in stale
        for problem in source_problems(read_source(lesson, root), root)
    ]
    if problems:
        return problems
    failures, texts = _run_all(stale, root, console)
    built = []
    for lesson in stale:
        if all((lesson, edition) in texts for edition in FOLDERS):
            for edition in FOLDERS:
                _write(edition_path(lesson, edition, root), texts[lesson, edition])
            built.append(lesson)
    problems = verify(built, root)
    if not problems:
        stamps.renew(built)
    return failures + problems


class Stamps:
    """What each lesson was last built from and into, in the git-ignored ``.build/``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = root / ".build" / "editions.json"
        self._ground = _digest(path for name in INGREDIENTS for path in _files(ROOT / name))
        try:
            self._stamps: dict[str, dict[str, str]] = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            self._stamps = {}

    def fits(self, lesson: Lesson) -> bool:
        """Would a build give what lies there?"""
        return self._stamps.get(lesson.stem) == self._stamp(lesson)

    def renew(self, lessons: list[Lesson]) -> None:
        """Note that these lessons are built."""
        self._stamps |= {lesson.stem: self._stamp(lesson) for lesson in lessons}
        self._file.parent.mkdir(exist_ok=True)
        _write(self._file, json.dumps(self._stamps, indent=1, sort_keys=True) + "\n")

    def _stamp(self, lesson: Lesson) -> dict[str, str]:
        outputs = [edition_path(lesson, edition, self._root) for edition in FOLDERS]
        return {
            "ground": self._ground,
            "python": sys.version,
            "source": _digest([source_path(lesson, self._root)]),
            "editions": _digest(path for path in outputs if path.exists()),
        }


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


Task = tuple[Lesson, str]
Report = tuple[str, str, int, int]  # lesson's stem, edition, cells done, cells in all


def _run_all(lessons: list[Lesson], root: Path, console: Console) -> tuple[list[str], dict[Task, str]]:
    """Run both editions of every lesson in a pool; the failures, and the texts of what went well."""
    tasks = [(lesson, edition) for lesson in lessons for edition in FOLDERS]
    if not tasks:
        return [], {}
    context = multiprocessing.get_context("spawn")  # the display runs a thread, and forking beside one may hang
    try:
        with ExitStack() as stack:
            with _only_we_hear_ctrl_c():
                manager = stack.enter_context(context.Manager())
                pool = stack.enter_context(ProcessPoolExecutor(min(WORKERS, len(tasks)), mp_context=context))
                reports = manager.Queue()
                futures = {pool.submit(_run_one, *task, root, reports.put): task for task in tasks}
            return _collect(futures, reports, stack.enter_context(Display(console, tasks)))
    except BrokenProcessPool:
        raise CourseError("A process of the build was killed from outside; was memory short? Build again.") from None


@contextmanager
def _only_we_hear_ctrl_c() -> Iterator[None]:
    """Processes that are started now ignore Ctrl-C; they go when we go, without a traceback each."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _collect(
    futures: dict[Future[str], Task], reports: "queue.Queue[Report]", display: "Display"
) -> tuple[list[str], dict[Task, str]]:
    """Wait for the pool and show how far it is."""
    failures: list[str] = []
    texts: dict[Task, str] = {}
    pending = set(futures)
    try:
        while pending:
            done, pending = wait(pending, timeout=0.1)
            while not reports.empty():
                display.move(reports.get())
            for future in done:
                lesson, edition = futures[future]
                try:
                    texts[lesson, edition] = future.result()
                    display.finish(lesson, edition, "built")
                except CourseError as error:
                    failures.append(str(error))
                    display.finish(lesson, edition, "failed")
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    return failures, texts


def _run_one(lesson: Lesson, edition: str, root: Path, report: Callable[[Report], None]) -> str:
    """In a process of the pool: run one edition and tell how far it is."""
    return run_edition(
        read_source(lesson, root), edition, lambda done, count: report((lesson.stem, edition, done, count))
    )


class Display:
    """Bars on a terminal; one line for each finished edition elsewhere."""

    def __init__(self, console: Console, tasks: list[Task]) -> None:
        self._console = console
        self._start_s = time.monotonic()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._bars = Progress(*columns, console=console)
        self._on_terminal = console.is_terminal
        self._ids = {
            (lesson.stem, edition): self._bars.add_task(f"{lesson.stem} {edition}", total=None, start=False)
            for lesson, edition in tasks
        }

    def __enter__(self) -> Self:
        self._live: AbstractContextManager[object] = self._bars if self._on_terminal else nullcontext()
        self._live.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._live.__exit__(None, None, None)

    def move(self, report: Report) -> None:
        """Show how far an edition is."""
        stem, edition, done, count = report
        task = self._ids[stem, edition]
        self._bars.start_task(task)
        self._bars.update(task, completed=done, total=count)

    def finish(self, lesson: Lesson, edition: str, verdict: str) -> None:
        """Say how an edition ended."""
        if not self._on_terminal:
            elapsed_s = time.monotonic() - self._start_s
            self._console.print(f"{lesson.stem} {edition}: {verdict} ({elapsed_s:.1f} s since the start)")
