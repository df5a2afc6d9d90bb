"""Runs an answer against its properties where it can do no harm: in a forked child, limited in time, memory and output.

Only a plain report comes back. Answers that use DuckDB run in this process (a forked connection may hang), and so does
everything where there is no fork (Windows): there a loop that catches every exception cannot be stopped, and ``exit()``
or a changed global variable reaches the kernel.
"""

import builtins
import contextlib
import gc
import io
import json
import os
import select
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from course.checks.answer import Answer, described
from course.checks.model import Exercise, Relation, Wrong

LIMIT_S = 5.0
MEMORY_BYTES = 512 * 1024**2
REPORT_BYTES = 1_000_000
PRINTED_CHARACTERS = 500


class TimeUp(BaseException):
    """Ends an answer that takes too long; not an Exception, so that ``except Exception`` lets it by."""


@dataclass
class Report:
    """What came back: one finding per property tried, as (passed, case, why)."""

    exercise: Exercise
    findings: list[tuple[bool, str, str]] = field(default_factory=list)
    unfit: tuple[str, str] | None = None
    misconception: str | None = None
    printed: str = ""
    timed_out: bool = False
    ended: bool = False

    @property
    def held(self) -> int:
        """How many properties hold."""
        return sum(passed for passed, _, _ in self.findings)

    @property
    def passed(self) -> bool:
        """Whether all of them do."""
        return self.held == len(self.exercise.properties)

    @property
    def failure(self) -> tuple[str, str]:
        """The first failing case, and what was wrong with it."""
        return self.unfit or next((case, why) for passed, case, why in self.findings if not passed)

    def take(self, message: dict[str, Any]) -> None:
        """Add what the examiner says."""
        if "finding" in message:
            self.findings.append(tuple(message["finding"]))
        elif "unfit" in message:
            self.unfit = tuple(message["unfit"])
        else:
            self.misconception, self.printed = message["misconception"], message["printed"]
            self.timed_out, self.ended = message["timed_out"], True


def judge(exercise: Exercise, raw: object, limit_s: float = LIMIT_S) -> Report:
    """Test the answer; a time-out is tried once more, because the machine may just have been busy."""
    uses_duckdb = isinstance(exercise.expects, Relation) or getattr(exercise.expects, "duckdb", False)
    run = in_a_child if hasattr(os, "fork") and not uses_duckdb else in_this_process
    report = run(exercise, raw, limit_s)
    return run(exercise, raw, limit_s) if report.timed_out else report


def examine(exercise: Exercise, raw: object, limit_s: float, send: Callable[[dict[str, Any]], None]) -> None:
    """Try each property and send what was found, one message each; the last one says whether a misconception shows."""
    printed, answer, misconception, rang = Printed(), None, None, False
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), alarm(limit_s) as rings:
        try:
            answer = Answer(exercise.expects, raw)
            failed = False
            for prop in exercise.properties:
                finding = tried(lambda prop=prop: prop.test(answer))  # type: ignore[misc]
                failed |= not finding[0]
                send({"finding": finding})
            for known in exercise.misconceptions if failed else ():
                if misconception is None and recognised(known.shows, answer):
                    misconception = known.name
        except Wrong as wrong:
            send({"unfit": (wrong.case, wrong.why)})
        except (TimeUp, KeyboardInterrupt):
            rang = bool(rings)
            if not rang:
                raise
            case = answer.calling if answer and answer.calling else "Your answer was run."
            send({"finding": (False, case, f"It did not come back within {limit_s:g} seconds. What ends it?")})
    send({"misconception": misconception, "printed": printed.getvalue(), "timed_out": rang})


def tried(test: Callable[[], object]) -> tuple[bool, str, str]:
    """Whether one property holds, and if not, where."""
    try:
        test()
    except Wrong as wrong:
        return False, wrong.case[:2000], wrong.why[:2000]
    except (TimeUp, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - a result of surprising shape breaks the property's own code
        return False, "The check worked with your result.", f"That failed with {described(error)}."
    return True, "", ""


def recognised(shows: Callable[[Answer], bool], answer: Answer) -> bool:
    """Whether the misconception shows; an answer that breaks on the way does not show it."""
    seen: list[bool] = []
    tried(lambda: seen.append(bool(shows(answer))))
    return any(seen)


class Printed(io.StringIO):
    """Keeps the beginning of what an answer prints."""

    def write(self, text: str) -> int:
        """Take the text, as far as there is room."""
        super().write(text[: max(0, PRINTED_CHARACTERS - self.tell())])
        return len(text)


@contextlib.contextmanager
def alarm(limit_s: float) -> Iterator[list[bool]]:
    """Raise :class:`TimeUp` in the main thread after ``limit_s``; the list that it gives is filled when it does."""
    rings: list[bool] = []

    def ring(*_: object) -> NoReturn:
        rings.append(True)
        raise TimeUp

    if threading.current_thread() is not threading.main_thread():
        yield rings
    elif hasattr(signal, "setitimer"):
        before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        try:
            yield rings
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    else:

        def interrupt() -> None:
            rings.append(True)
            signal.raise_signal(signal.SIGINT)

        timer = threading.Timer(limit_s, interrupt)
        timer.start()
        try:
            yield rings
        finally:
            timer.cancel()


def in_this_process(exercise: Exercise, raw: object, limit_s: float) -> Report:
    """Examine without a child."""
    report = Report(exercise)
    examine(exercise, raw, limit_s, report.take)
    return report


def in_a_child(exercise: Exercise, raw: object, limit_s: float) -> Report:
    """Examine in a forked child, and read what it says until it ends or its time is up."""
    report, reading, writing = Report(exercise), *os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forks beside threads; ours is short
        child = os.fork()
    if child == 0:
        live_as_child(exercise, raw, limit_s, writing)
    os.close(writing)
    try:
        hear(report, reading, time.monotonic() + limit_s + 0.5)
    finally:
        os.close(reading)
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
    if not report.ended and not report.unfit and len(report.findings) < len(exercise.properties):
        why = f"It did not come back within {limit_s:g} seconds, and it caught every exception that should stop it."
        gone = "It ended Python itself (exit, os._exit or a crash). A function ends with return."
        report.findings.append((False, "Your answer was run.", why if report.timed_out else gone))
    return report


def hear(report: Report, reading: int, deadline_s: float) -> None:
    """Read messages, one a line, until the last; note when the deadline passes first."""
    heard, taken = bytearray(), 0
    while not report.ended and len(heard) < REPORT_BYTES:
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline_s - time.monotonic()))
        if not ready:
            report.timed_out = True
            return
        piece = os.read(reading, 65536)
        if not piece:
            return
        heard += piece
        while (end := heard.find(b"\n", taken)) >= 0:
            report.take(json.loads(heard[taken:end]))
            taken = end + 1


def live_as_child(exercise: Exercise, raw: object, limit_s: float, writing: int) -> NoReturn:
    """Examine, send, and be gone: nothing of the kernel's is cleaned up or written to here."""
    try:
        os.setsid()  # an interrupt of the kernel is not for this process; its parent ends it
        signal.set_wakeup_fd(-1)  # the kernel's loop listens there
        gc.freeze()  # never collect what belongs to the kernel: a socket or a connection could hang
        limit_memory()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        builtins.input = no_input
        mute_displays()
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            examine(exercise, raw, limit_s, lambda message: send_line(pipe, message))
    finally:
        os._exit(0)


def send_line(pipe: io.FileIO, message: dict[str, Any]) -> None:
    """Write one message, whole."""
    line = memoryview(json.dumps(message).encode() + b"\n")
    while line:
        line = line[pipe.write(line) :]


def no_input(*_: object) -> NoReturn:
    """Stand in for ``input``, which nobody would answer."""
    raise Wrong("Your answer was run.", "It called input(). Take what you need as an argument.")


def mute_displays() -> None:
    """Keep what an answer displays from the notebook."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.core.displaypub import CapturingDisplayPublisher

        if shell := get_ipython():
            shell.display_pub = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]


def limit_memory() -> None:
    """Allow so much more than is used now, where the system can tell how much that is (Linux)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        import resource

        used_bytes = int(statm.read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used_bytes + MEMORY_BYTES, hard))
