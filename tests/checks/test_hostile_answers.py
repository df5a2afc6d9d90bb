import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from course.checks import judge as judging
from course.checks.answer import shown
from course.checks.exercises import card
from course.checks.judge import LATE, in_this_process, judge
from course.checks.model import Misconception
from tests.checks import hostile_answers
from tests.checks.hostile_answers import SAID, title
from tests.checks.sample_lesson import LESSON

DOUBLE = LESSON.exercises[0]


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def children():
    """This program's children, ended ones that nobody waited for among them."""
    return set(psutil.Process().children())


@pytest.mark.parametrize(("answer", "words"), SAID.items(), ids=map(title, SAID))
def test_a_hostile_answer_gets_a_clear_card_and_leaves_nothing_behind(answer, words, capfd):
    threads, files, before = threading.active_count(), open_files(), children()
    report = judge(DOUBLE, answer, limit_s=0.5)
    text = repr(card(report, level=4))
    assert not report.passed
    assert words in text
    assert "Hint 1" in text
    assert "0x" not in text
    text.encode()
    assert len(text) < 3_000
    assert capfd.readouterr() == ("", "")
    assert threading.active_count() == threads
    assert open_files() == files
    assert children() == before  # another test's server may be one of them


def test_a_loop_is_shown_with_the_call_that_did_not_come_back():
    report = judge(DOUBLE, lambda number: hostile_answers.loops(number) if number == 2 else 2 * number, limit_s=0.5)
    assert report.findings == [(False, "answer(2)", LATE.format(0.5))]
    assert report.timed_out


def test_where_nobody_tells_how_busy_it_is_a_slow_moment_is_forgiven_once(tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "WAITS", tmp_path / "nothing")
    slow_once = tmp_path / "seen"

    def double(number):
        if not slow_once.exists():
            slow_once.touch()
            hostile_answers.loops(number)
        return 2 * number

    assert judge(DOUBLE, double, limit_s=0.5).passed


def test_time_without_a_processor_is_not_the_answers_time(monkeypatch):
    def double(number):
        until_s = time.monotonic() + 0.2
        while time.monotonic() < until_s:
            pass
        return 2 * number

    assert judge(DOUBLE, double, limit_s=0.1).timed_out
    monkeypatch.setattr(judging, "patience_s", lambda threads, limit_s: 60)  # nobody gave it any
    assert judge(DOUBLE, double, limit_s=0.1).passed


def test_the_wait_for_a_processor_is_read_of_the_most_patient_thread_and_has_a_limit(tmp_path):
    threads = tmp_path / "task"
    for thread, waited_ns in (("1", 300_000_000), ("2", 1_500_000_000)):
        (threads / thread).mkdir(parents=True)
        (threads / thread / "schedstat").write_text(f"999 {waited_ns} 7\n")
    assert judging.patience_s(threads, limit_s=5) == 1.5
    assert judging.patience_s(threads / "1", limit_s=5) == 0.3
    assert judging.patience_s(threads, limit_s=0.1) == 0.4
    assert judging.patience_s(threads / "gone", limit_s=5) == 0


def test_what_an_answer_changes_does_not_reach_this_process():
    kept = []
    judge(DOUBLE, lambda number: kept.append(number) or 2 * number)
    assert kept == []


@pytest.mark.parametrize(
    "name", ["loops", "recurses", "calls_exit", "yields", "lies", "raises", "waits_for_ever", "prints_strange_letters"]
)
def test_where_there_is_no_fork_the_common_accidents_still_get_a_card(name, capsys):
    answer = getattr(hostile_answers, name)
    report = in_this_process(DOUBLE, answer, 0.5)
    assert not report.passed
    assert SAID[answer] in repr(card(report, level=1))
    assert capsys.readouterr() == ("", "")


def test_an_argument_that_was_changed_is_seen_and_others_are_not_copied():
    total = LESSON.exercises[1]
    report = judge(total, lambda numbers: numbers.append(0) or sum(numbers))
    assert report.findings[0][1:] == ("answer([])", "It changed the argument that it was given. Work on a copy.")
    assert "Which line of yours changes it?" in repr(card(report, level=2))


def test_where_an_argument_was_changed_no_misconception_is_looked_for():
    always = Misconception("it is always so", "What do you believe?", lambda total: True)
    total = replace(LESSON.exercises[1], misconceptions=(always,))
    assert judge(total, lambda numbers: 0).misconception == always.name
    assert judge(total, lambda numbers: numbers.append(0) or sum(numbers)).misconception is None


def test_a_long_value_is_shown_short():
    assert len(shown(list(range(10_000)))) < 200


@pytest.mark.parametrize("name", ["cannot_be_stopped", "waits_for_ever", "waits_for_a_thread", "prints_for_ever"])
def test_an_answer_that_cannot_be_stopped_is_still_shown_with_its_call(name):
    report = judge(DOUBLE, getattr(hostile_answers, name), limit_s=0.5)
    assert report.findings[0][1] == f"{name}(0)"
