"""A table below the tests: which points nbgrader gave to each submission, of how many."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a line for each lesson that was graded, in whichever process."""
    graded: dict[str, list[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in report.user_properties:
                if name == "graded":
                    lesson, learner, given, possible = value
                    graded.setdefault(lesson, []).append(f"{learner} {given:g} of {possible:g}")
    if graded:
        terminalreporter.section("points given by nbgrader")
    for lesson, points in sorted(graded.items()):
        terminalreporter.write_line(f"{lesson}: {' · '.join(points)}")
