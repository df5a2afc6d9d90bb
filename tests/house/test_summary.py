from pathlib import Path

import pytest

from house import suite, summary
from house.summary import Result, print_summary, read_report

REPORT = """<?xml version="1.0"?><testsuites><testsuite>
<testcase classname="tests.stores" name="test_a[embedded]"/>
<testcase classname="tests.stores" name="test_a[server]"/>
<testcase classname="tests.stores" name="test_b[3-server]"><failure message="no"/></testcase>
<testcase classname="tests.stores" name="test_c[server]"><skipped message="redis-server is not installed"/></testcase>
<testcase classname="tests.other" name="test_d"><error message="setup"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted_case_by_case(tmp_path: Path) -> None:
    (tmp_path / "unit.xml").write_text(REPORT)
    result = read_report("unit", tmp_path / "unit.xml", 1, 2.5)
    assert result == Result("unit", 2, 2, 1, 2.5, ("redis-server is not installed",), 1)


def test_a_stage_that_crashes_before_its_report_counts_as_one_failure(tmp_path: Path) -> None:
    assert read_report("unit", tmp_path / "none.xml", 3, 0.1) == Result("unit", 0, 1, 0, 0.1)


def test_a_stage_that_finds_no_test_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_report("browser", tmp_path / "none.xml", 5, 0.1).failed == 1
    assert capsys.readouterr().out == "No test was found for the stage browser: that counts as a failure.\n"


def test_the_last_line_says_how_many_passed_and_failed(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = ("Chromium is not installed",)
    results = [Result("lint", 4, 0, 0, 6.3), Result("unit", 120, 2, 3, 41.0, skipped * 3, on_real_redis=14)]
    assert print_summary(results) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "stage  passed  failed  skipped  seconds",
        "lint       4       0        0      6.3",
        "unit     120       2        3     41.0",
    ]
    assert "skipped 3 x: Chromium is not installed" in lines
    assert any(line.startswith("Redis: real; 14 tests ran on a real server") for line in lines)
    assert lines[-1] == "124 passed, 2 failed"


def test_a_run_without_failures_succeeds_and_says_when_redis_was_not_real(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_summary([Result("lint", 4, 0, 0, 6.3)]) == 0
    assert "Redis: only the stand-in; no test ran on a real server" in capsys.readouterr().out


def test_the_notebooks_are_counted_by_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for edition, cells in {"notebooks": 2, "solutions": 3}.items():
        (tmp_path / edition).mkdir()
        code = ",".join(['{"cell_type": "code"}'] * cells)
        (tmp_path / edition / "00-start-here.ipynb").write_text(f'{{"cells": [{{"cell_type": "markdown"}},{code}]}}')
    monkeypatch.setattr(summary, "PROJECT", tmp_path)
    assert summary._notebooks_line() == (
        "notebooks: 1 lessons x 2 editions; code cells: 2 in the student edition, 3 in the instructor edition"
    )


class FakeEnvironment:
    """Remembers what it was asked to run; every program fails."""

    def __init__(self, version: list[int]) -> None:
        self.asked: list[tuple[str, ...]] = []
        self._version = version

    def run(self, *arguments: str) -> int:
        self.asked.append(arguments)
        return 1

    def version(self) -> list[int]:
        return self._version


def test_later_stages_run_although_earlier_ones_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    environment = FakeEnvironment([3, 11])
    results = list(suite._stages(environment, quick=False, long=False))  # type: ignore[arg-type]
    assert [result.stage for result in results] == ["lint", "unit", "notebooks", "editions", "browser", "widgets"]
    assert [result.failed for result in results] == [4, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("version", "how"), [([3, 11], "--nbval"), ([3, 12], "--nbval-lax"), ([3, 13], "--nbval-lax")])
def test_outputs_are_compared_strictly_only_where_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: list[int], how: str
) -> None:
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    monkeypatch.setattr("sys.platform", "linux")
    environment = FakeEnvironment(version)
    suite._notebooks(environment, "notebooks")  # type: ignore[arg-type]
    assert how in environment.asked[0]


def test_the_quick_run_leaves_out_what_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    environment = FakeEnvironment([3, 11])
    assert [result.stage for result in suite._stages(environment, quick=True, long=False)] == ["lint", "unit"]  # type: ignore[arg-type]
    assert "not browser and not slow and not long" in environment.asked[-1]
    assert "--ignore=tests/systems" in environment.asked[-1]
    assert all((suite.PROJECT / part).exists() for part in suite.LARGE)
