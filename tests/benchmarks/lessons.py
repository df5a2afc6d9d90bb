"""How long each lesson takes in a fresh kernel, and how much memory it needs."""

import multiprocessing
import os
import resource
import sys
import time

from rich.console import Console
from rich.table import Table

from course import datasets
from course.editions.run import run_edition
from course.editions.source import read_source, written_lessons
from course.lessons import Lesson


def lesson_table(console: Console, *, record: bool) -> None:
    """Run every lesson in a fresh kernel, and print its time and memory; keep its measurements if asked to."""
    if record:
        os.environ["COURSE_RECORD"] = str(datasets.FOLDER / "measurements")
    table = Table("lesson", "cold (s)", "budget (s)", "peak memory (MB)", title="Lessons, each in a fresh kernel")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as one_at_a_time:
        for lesson in written_lessons():
            cold_s, peak_mb = one_at_a_time.apply(lesson_cost, (lesson,))
            table.add_row(lesson.stem, f"{cold_s:.1f}", "15", f"{peak_mb:.0f}")
    console.print(table)


def lesson_cost(lesson: Lesson) -> tuple[float, float]:
    """The seconds that a lesson takes, and the most memory that its kernel held; in a process of its own."""
    start_s = time.perf_counter()
    run_edition(read_source(lesson), "instructor")
    cold_s = time.perf_counter() - start_s
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return cold_s, peak / (1024 if sys.platform == "linux" else 1024**2)  # Linux counts in kB, macOS in bytes
