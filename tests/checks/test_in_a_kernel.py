"""In a real kernel, where other threads and a running loop exist."""

import asyncio
import os
import signal
import threading

import pytest
from jupyter_client.manager import start_new_async_kernel

from tests.checks.hostile_answers import SAID, title

START = """
import threading, os
from course.checks import *
from course.checks import judge
from tests.checks import sample_lesson, hostile_answers
sample_lesson.install()
judge.LIMIT_S = 1.0
judge.judge.__defaults__ = (0.5,)
threads = threading.active_count()
"""


class Kernel:
    def __init__(self, loop):
        self.loop = loop
        self.manager, self.client = loop.run(start_new_async_kernel())

    def run(self, code, timeout=60):
        """Run a cell; give its outputs as (type, content) and how it ended."""
        outputs = []

        def hear(message):
            outputs.append((message["msg_type"], message["content"]))

        reply = self.loop.run(self.client.execute_interactive(code, timeout=timeout, output_hook=hear))
        return [output for output in outputs if output[0] not in ("status", "execute_input")], reply["content"]

    def stop(self):
        self.client.stop_channels()
        self.loop.run(self.manager.shutdown_kernel(now=True))

    def text(self, code):
        """The plain text of all that the cell displays."""
        outputs, reply = self.run(code)
        assert reply["status"] == "ok", reply
        assert not [content for kind, content in outputs if kind == "stream"]
        return "\n".join(content["data"]["text/plain"] for kind, content in outputs if "data" in content)


@pytest.fixture(scope="module")
def kernel():
    with asyncio.Runner() as loop:
        kernel = Kernel(loop)
        try:
            kernel.text(START)
            yield kernel
        finally:
            kernel.stop()


@pytest.mark.slow
@pytest.mark.parametrize("answer", [answer for answer in SAID if hasattr(answer, "__name__")], ids=title)
def test_a_hostile_answer_gets_its_card_and_the_kernel_stays_healthy(kernel, answer):
    text = kernel.text(f"check('99.1', hostile_answers.{title(answer)})")
    assert SAID[answer] in text
    assert text.startswith("Check 99.1 · Double: ")
    assert kernel.text("threading.active_count() == threads, 6 * 7") == "(True, 42)"


def test_an_async_answer_runs_although_the_kernel_has_a_loop(kernel):
    assert "passed" in kernel.text("async def double(number):\n    return 2 * number\n\ncheck('99.1', double)")


def test_a_top_level_await_still_works_after_checks(kernel):
    assert kernel.text("import asyncio\nawait asyncio.sleep(0, 'awake')") == "'awake'"


def test_a_display_handler_of_the_kernel_stays_silent_in_the_child(kernel):
    code = "import logging\nlogging.basicConfig()\ncheck('99.1', lambda number: logging.error('loud') or 2 * number)"
    assert "passed" in kernel.text(code)


def test_an_interrupt_passes_through(kernel):
    stop = threading.Timer(1.0, os.killpg, (os.getpgid(kernel.manager.provisioner.pid), signal.SIGINT))
    kernel.run("judge.judge.__defaults__ = (30.0,)")
    stop.start()
    _, reply = kernel.run("check('99.1', hostile_answers.loops)")
    kernel.run("judge.judge.__defaults__ = (0.5,)")
    assert reply["ename"] == "KeyboardInterrupt"
    assert "passed" in kernel.text("check('99.1', lambda number: 2 * number)")


def test_points_come_back_while_nbgrader_grades(kernel):
    kernel.run("os.environ['NBGRADER_EXECUTION'] = 'autograde'")
    outputs, _ = kernel.run("check('99.1', lambda number: number if number % 2 == 0 else 2 * number)")
    kernel.run("del os.environ['NBGRADER_EXECUTION']")
    result = [content["data"]["text/plain"] for kind, content in outputs if kind == "execute_result"]
    assert result == ["1.0"]
    assert not [content for kind, content in outputs if kind == "stream"]


def test_a_question_shows_a_widget_with_a_text_that_stands_alone(kernel):
    outputs, _ = kernel.run("quiz('99.q1')")
    shown = next(content["data"] for kind, content in outputs if kind == "display_data")
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert shown["text/plain"].startswith("Quiz 99.q1\nWhich is even?\n  a. One")
    assert "<strong>Quiz 99.q1</strong>" in shown["text/html"]
