"""The table that ends a test run."""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from house.environment import PROJECT

NO_TESTS_COLLECTED = 5
ON_REAL_REDIS = r"[\[-]server[\]-]"  # the id that the store tests give to a real server


@dataclass(frozen=True, slots=True)
class Result:
    """What one stage came to."""

    stage: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    why_skipped: tuple[str, ...] = ()
    on_real_redis: int = 0


def read_report(stage: str, report: Path, exit_code: int, seconds: float) -> Result:
    """Count the test cases of a JUnit report; a pytest that failed without a failed case counts as one failure."""
    cases = list(ET.parse(report).iter("testcase")) if report.exists() else []  # noqa: S314 - pytest has just written it
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skips = [skip.get("message", "") for case in cases if (skip := case.find("skipped")) is not None]
    real_redis = sum(re.search(ON_REAL_REDIS, case.get("name", "")) is not None and len(case) == 0 for case in cases)
    if exit_code == NO_TESTS_COLLECTED:
        print(f"No test was found for the stage {stage}: that counts as a failure.")
    if exit_code != 0:
        failed = max(failed, 1)
    passed = max(len(cases) - failed - len(skips), 0)
    return Result(stage, passed, failed, len(skips), seconds, tuple(skips), real_redis)


def print_summary(results: list[Result]) -> int:
    """Print the table, what was tested, and the last line; 0 when nothing failed."""
    width = max(len(result.stage) for result in results)
    print(f"\n{'stage':{width}}  passed  failed  skipped  seconds")
    for result in results:
        print(
            f"{result.stage:{width}}  {result.passed:6}  {result.failed:6}  {result.skipped:7}  {result.seconds:7.1f}"
        )
    for reason, times in Counter(reason for result in results for reason in result.why_skipped).items():
        print(f"skipped {times} x: {reason}")
    print(_notebooks_line())
    print(_redis_line(sum(result.on_real_redis for result in results)))
    passed, failed = sum(result.passed for result in results), sum(result.failed for result in results)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _notebooks_line() -> str:
    cells = {}
    for edition in ("notebooks", "solutions"):
        books = [json.loads(path.read_text(encoding="utf-8")) for path in (PROJECT / edition).glob("*.ipynb")]
        cells[edition] = [sum(cell["cell_type"] == "code" for cell in book["cells"]) for book in books]
    return (
        f"notebooks: {len(cells['notebooks'])} lessons x 2 editions; code cells: "
        f"{sum(cells['notebooks'])} in the student edition, {sum(cells['solutions'])} in the instructor edition"
    )


def _redis_line(tests_on_a_real_one: int) -> str:
    if not tests_on_a_real_one:
        return "Redis: only the stand-in; no test ran on a real server"
    which = "the one of COURSE_REDIS_URL" if os.environ.get("COURSE_REDIS_URL") else "redis-server, started for them"
    return f"Redis: real; {tests_on_a_real_one} tests ran on a real server ({which}), the same on the stand-in"
