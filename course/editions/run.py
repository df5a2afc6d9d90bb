"""Running an edition in a fresh kernel, and making what it leaves the same on every run."""

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from course.editions.source import ROOT, Source, tagged
from course.editions.strip import make_edition, notebook_metadata
from course.errors import CourseError

CELL_TIMEOUT_S = 60
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # names a model by a random id that dies with the kernel
KEPT_OUT = ("COURSE_REDIS_URL", "NBGRADER_EXECUTION", "MPLBACKEND")  # each would change what cells print
SHOWN_TRACEBACK_LINES = 12
Progress = Callable[[int, int], None]  # cells done, cells in all


def run_edition(source: Source, edition: str, progress: Progress = lambda _done, _all: None) -> str:
    """Execute one edition and return the text of its ``.ipynb``.

    Raises:
        CourseError: a cell failed, took over ``CELL_TIMEOUT_S``, or killed the kernel; says which and why.
    """
    notebook = make_edition(source, edition)
    execute(notebook, lambda cell: f"{source.lesson.stem}, {edition} edition, {_where(source, cell)}", progress)
    notebook.metadata = notebook_metadata()  # the kernel has written its Python version there
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := _settled(output))]
            if edition == "student" and tagged(cell, "reveal"):
                cell.outputs, cell.execution_count = [], None
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def execute(notebook: NotebookNode, where: Callable[[NotebookNode], str], progress: Progress) -> None:
    """Run every cell in place, from an empty folder: a lesson finds its data through ``course`` or not at all."""
    current: list[NotebookNode] = []
    count = len(notebook.cells)

    def start(cell: NotebookNode, cell_index: int) -> None:
        current[:] = [cell]
        progress(cell_index, count)

    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_TIMEOUT_S,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            coalesce_streams=True,
            record_timing=False,
            store_widget_state=False,
            on_cell_start=start,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],  # quiet about TCP: the kernel listens on 127.0.0.1 only
        )
        try:
            client.execute(env=kernel_environment(folder))
        except CellExecutionError:
            raise CourseError(f"{where(current[0])}\n{_excerpt(current[0])}") from None
        except CellTimeoutError:
            raise CourseError(f"{where(current[0])}\nran for over {CELL_TIMEOUT_S} s and was stopped.") from None
        except DeadKernelError:
            raise CourseError(f"{where(current[0])}\nkilled the kernel (memory, or os._exit?).") from None
    progress(count, count)


def kernel_environment(folder: str) -> dict[str, str]:
    """The environment of this process, minus what would make two builds differ."""
    environment = {name: value for name, value in os.environ.items() if name not in KEPT_OUT}
    paths = [str(ROOT), environment.get("PYTHONPATH", "")]
    return environment | {
        "COURSE_PROGRESS": "off",
        "IPYTHONDIR": str(Path(folder) / ".ipython"),  # an author's own start-up files and settings stay out
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }


def _settled(output: NotebookNode) -> NotebookNode | None:
    """The output without what changes from run to run; None when nothing is left."""
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        if not output.data:
            return None
    return output


def _where(source: Source, cell: NotebookNode) -> str:
    return source.where(int(cell.id.removeprefix("cell-")))


def _excerpt(cell: NotebookNode) -> str:
    """The source line that failed, and the end of the traceback."""
    error = next(output for output in cell.outputs if output.output_type == "error")
    traceback = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback)).splitlines()
    numbers = [int(found) for line in traceback for found in re.findall(r"Cell In\[\d+\], line (\d+)", line)]
    lines = cell.source.splitlines()
    failed = [f"    {lines[numbers[-1] - 1].strip()}"] if numbers and numbers[-1] <= len(lines) else []
    return "\n".join([*failed, *(f"  | {line}" for line in traceback[-SHOWN_TRACEBACK_LINES:])])
