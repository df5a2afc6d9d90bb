import json
import multiprocessing
import os
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor

import pytest

from course.checks import check, progress
from course.checks.log import Log, learners_log

WRITER = """
import sys
from pathlib import Path
from course.checks.log import Log
from course.clock import SystemClock
log = Log(Path(sys.argv[1]), SystemClock())
for number in range(300):
    log.append("attempt", f"{sys.argv[2]}.{number}", note="x" * 500)
"""


def test_an_event_comes_back_with_its_time(log, clock):
    log.append("quiz", "99.q1", right=True)
    clock.advance(60)
    log.append("guess", "99.p1", guess="ä")
    assert [event["at_s"] for event in log.events()] == [clock.now_s() - 60, clock.now_s()]
    assert log.events("guess") == log.events(item_id="99.p1") == [log.events()[1]]


def test_two_processes_that_write_at_once_lose_nothing(log):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, log.path, name]) for name in ("10", "11", "12")]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    ids = [event["id"] for event in log.events()]
    assert sorted(ids) == sorted(f"{name}.{number}" for name in ("10", "11", "12") for number in range(300))
    assert [key for key in ids if key.startswith("10.")] == [f"10.{number}" for number in range(300)]


def test_two_threads_that_write_at_once_lose_nothing(log):
    def write(name):
        for number in range(100):
            log.append("attempt", f"{name}.{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("10", "11")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.events()) == 200


def test_a_line_torn_by_a_crash_costs_only_itself(log):
    log.append("quiz", "99.q1")
    with log.path.open("ab") as file:
        file.write(b'{"at_s": 1, "kind": "qu')
    log.append("quiz", "99.q2")
    assert [event["id"] for event in log.events()] == ["99.q1", "99.q2"]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b'{"kind": "quiz"}',
        b'{"at_s": "now", "id": "99.q1"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_lines_that_cannot_be_understood_are_passed_over(log, line):
    log.path.write_bytes(line + b"\n")
    log.append("quiz", "99.q1")
    assert [event["id"] for event in log.events()] == ["99.q1"]


def test_events_of_a_newer_course_are_kept_and_passed_on(log):
    log.path.write_text(json.dumps({"at_s": 1, "kind": "new", "id": "77.z1", "more": [1]}) + "\n")
    assert log.events("new")[0]["more"] == [1]


def test_without_a_path_nothing_is_kept(clock):
    log = Log(None, clock)
    log.append("quiz", "99.q1")
    assert log.events() == []
    assert "off" in log.place


def test_a_place_that_cannot_be_written_is_said_in_words(clock, tmp_path):
    (tmp_path / "file").touch()
    log = Log(tmp_path / "file" / "progress.jsonl", clock)
    log.append("quiz", "99.q1")
    assert log.events() == []
    assert str(log.path) in log.place


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"COURSE_PROGRESS": "off"}, None),
        ({"COURSE_PROGRESS": "/somewhere/mine.jsonl", "CI": "true"}, "/somewhere/mine.jsonl"),
        ({"CI": "true"}, None),
        ({"NBGRADER_EXECUTION": "autograde"}, None),
        ({"XDG_DATA_HOME": "/data"}, "/data/system-design-workbook/progress.jsonl"),
    ],
)
def test_the_learners_log_lies_where_the_environment_says(environment, expected, monkeypatch):
    for name in ("COURSE_PROGRESS", "CI", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    path = learners_log().path
    assert (path and str(path)) == expected


@pytest.fixture
def hub(monkeypatch):
    """Become a learner on a machine that many share; what is set there decides where progress lies."""

    def become(**settings):
        for name in ("COURSE_PROGRESS", "CI", "NBGRADER_EXECUTION", "XDG_DATA_HOME", "HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, str(value))

    return become


@pytest.mark.skipif(sys.platform != "linux", reason="another system keeps a learner's data elsewhere")
@pytest.mark.parametrize("name", ["HOME", "COURSE_PROGRESS"])
def test_two_learners_on_one_machine_keep_their_progress_apart(hub, name, tmp_path, said):
    learners = {"ana": ("99.1", lambda number: 2 * number), "ben": ("99.3", 7)}
    for learner, answer in learners.items():
        hub(**{name: tmp_path / learner})
        check(*answer)
    said()
    told = {}
    for learner in learners:
        hub(**{name: tmp_path / learner})
        progress()
        told[learner] = said()
        assert str(tmp_path / learner) in told[learner]
    assert "space too small: met in 99" in told["ana"]
    assert ": met in" not in told["ben"]


def learn(home):
    """In a process that may write nothing there: fail a check, and ask for the progress."""
    os.environ["HOME"] = str(home)
    for name in ("COURSE_PROGRESS", "CI", "NBGRADER_EXECUTION", "XDG_DATA_HOME"):
        os.environ.pop(name, None)
    if os.geteuid() == 0:
        os.setuid(65_534)  # root may write everywhere
    check("99.1", lambda number: number + 2)
    progress()
    return learners_log().place


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's users and fork")
@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "closed"])
def test_a_home_that_cannot_be_written_stops_no_lesson_and_is_told(mode, tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode)
    progress()  # what is imported late, a stranger may not be allowed to read
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        assert pool.submit(learn, home).result().startswith("Your progress CANNOT be saved in")
