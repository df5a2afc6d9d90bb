"""Runs an answer against its properties where it can do no harm: in a forked child, limited in time, memory and output.

Only a plain report comes back. Answers that use DuckDB run in this process (an inherited connection may hang), and so
does everything where there is no fork (Windows): there an endless loop that catches every exception cannot be stopped,
and what an answer changes, or prints past ``sys.stdout``, reaches the kernel.
"""

import builtins
import ctypes
import faulthandler
import gc
import inspect
import io
import json
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, NoReturn

from course.checks.answer import CHANGED, Answer, described
from course.checks.model import Exercise, Misconception, Relation, Wrong, expect

LIMIT_S = 5.0
GRACE_S = 0.5
INTERRUPTS = 10
MEMORY_BYTES = 512 * 1024**2
REPORT_BYTES = 100_000
TEXT_CHARACTERS = 2_000
PRINTED_CHARACTERS = 500
WAITS = Path("/proc/self/schedstat")  # where Linux tells how long a thread waited for a processor

RUN = "Your answer was run."
LATE = "It did not come back within {:g} seconds. What ends it, or what makes it slow?"
GONE = "It ended Python itself (exit, os._exit or a crash). A function ends with return."


@dataclass
class Report:
    """What came back: (holds, case, why) for each property that was tried, in order."""

    exercise: Exercise
    findings: list[tuple[bool, str, str]] = field(default_factory=list)
    misconception: str | None = None
    printed: str = ""
    timed_out: bool = False
    ended: bool = False

    @property
    def held(self) -> int:
        """How many properties hold."""
        return sum(holds for holds, _, _ in self.findings)

    @property
    def passed(self) -> bool:
        """Whether all of them do."""
        return self.held == len(self.exercise.properties)

    def take(self, message: Any) -> None:  # noqa: ANN401 - it comes from JSON
        """Add a finding, the name of a misconception, or what is said at the end."""
        if isinstance(message, dict):
            self.printed, self.timed_out, self.ended = message["printed"], message["late"], True
        elif isinstance(message, str):
            self.misconception = message
        elif len(self.findings) < len(self.exercise.properties):
            self.findings.append(tuple(message))


def judge(exercise: Exercise, raw: object, limit_s: float = LIMIT_S) -> Report:
    """Test the answer; where nobody tells how busy the machine is, a time-out is tried once more."""
    uses_duckdb = isinstance(exercise.expects, Relation) or getattr(exercise.expects, "duckdb", False)
    run = in_a_child if hasattr(os, "fork") and not uses_duckdb else in_this_process
    report = run(exercise, raw, limit_s)
    again = report.timed_out and not WAITS.exists()
    return run(exercise, raw, limit_s) if again else report


def in_this_process(exercise: Exercise, raw: object, limit_s: float) -> Report:
    """Examine without a child."""
    report = Report(exercise)
    examine(exercise, raw, limit_s, report.take)
    return report


def in_a_child(exercise: Exercise, raw: object, limit_s: float) -> Report:
    """Examine in a forked child, and hear what it says until it ends or its time is up."""
    report, late = Report(exercise), False
    reading, writing = Pipe(duplex=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of a fork beside threads
        child = os.fork()
    if child == 0:
        live_as_child(exercise, raw, limit_s, writing)
    writing.close()
    started_s, threads = time.monotonic(), Path(f"/proc/{child}/task")
    try:
        while not report.ended and not late:
            heard = reading.poll(0.05)
            late = not heard and time.monotonic() - started_s > limit_s + 2 * GRACE_S + patience_s(threads, limit_s)
            if heard:
                report.take(json.loads(reading.recv_bytes(REPORT_BYTES)))
    except (EOFError, OSError):
        report.take((False, RUN, GONE))
    finally:
        reading.close()
        for kill in (os.killpg, os.kill):  # with the children that it may have
            with suppress(ProcessLookupError, PermissionError):
                kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    if late:
        report.take((False, RUN, LATE.format(limit_s)))
        report.timed_out = True
    return report


def live_as_child(exercise: Exercise, raw: object, limit_s: float, writing: Connection) -> NoReturn:
    """Examine, send, and be gone; nothing that belongs to the kernel is written to or cleaned up here."""
    try:
        os.setsid()  # an interrupt of the kernel is not for this process: its parent ends it
        signal.set_wakeup_fd(-1)  # the kernel's loop listens there
        gc.freeze()  # never collect the kernel's objects: a socket or a connection could hang
        limit_memory()
        mute(writing.fileno())

        def send(message: object) -> None:
            writing.send_bytes(json.dumps(message, ensure_ascii=False).encode(errors="replace"))

        examine(exercise, raw, limit_s, send)
    finally:
        os._exit(0)


def examine(exercise: Exercise, raw: object, limit_s: float, send: Callable[[Any], None]) -> None:
    """Send what is found about the answer; where time runs out, the call that did not come back.

    The answer runs in a thread of its own: so this one can always be interrupted, and can tell where the other one is.
    """
    printed, answers, late, done = Printed(), list[Answer](), threading.Event(), threading.Event()

    def work() -> None:
        try:
            for message in findings(exercise, raw, answers):
                if late.is_set():
                    return
                send(message)
        finally:
            done.set()

    worker, started_s = threading.Thread(target=work, daemon=True), time.monotonic()
    with redirect_stdout(printed), redirect_stderr(printed):
        worker.start()
        try:
            thread = Path(f"/proc/self/task/{worker.native_id}")
            while not done.wait(0.05) and time.monotonic() - started_s < limit_s + patience_s(thread, limit_s):
                pass  # in short pieces: Windows lets nobody interrupt a longer wait
            if not done.is_set():
                late.set()
                send((False, answers[0].calling if answers else RUN, LATE.format(limit_s)))
        finally:
            if not done.is_set():
                late.set()
                stop(worker, raw, answers, done)
                done.wait(GRACE_S)
    send({"printed": printed.getvalue(), "late": late.is_set()})


def patience_s(threads: Path, limit_s: float) -> float:
    """How long these new threads waited for a processor: a busy machine is not the answer's fault. 0 if nobody tells.

    At most four times the limit, so that nothing waits for ever.
    """
    waited_ns = [0]
    with suppress(OSError):  # Linux tells; a thread may end while we ask
        each = threads.iterdir() if threads.name == "task" else [threads]  # all of a process, or this one
        waited_ns += [int((thread / "schedstat").read_text().split()[1]) for thread in each]
    return min(4 * limit_s, max(waited_ns) / 1e9)


def findings(exercise: Exercise, raw: object, answers: list[Answer]) -> Iterator[tuple[bool, str, str] | str]:
    """Try each property, then find the misconception that shows, if one fails; put the answer where it can be seen.

    None is looked for where an argument was changed: the probes would break on that, and show what is not believed.
    """
    unfit = tried(lambda: answers.append(Answer(exercise.expects, raw)))
    if not answers:
        yield unfit
        return
    found: list[tuple[bool, str, str]] = []
    for prop in exercise.properties:
        found.append(tried(partial(prop.test, *answers)))
        yield found[-1]
    if not all(holds for holds, _, _ in found) and CHANGED not in {why for _, _, why in found}:
        shown = (known.name for known in exercise.misconceptions if tried(partial(confirm, known, *answers))[0])
        yield from islice(shown, 1)


def tried(test: Callable[[], object]) -> tuple[bool, str, str]:
    """Whether the test goes through, and if not, where it failed and why."""
    try:
        test()
    except Wrong as wrong:
        case, why = wrong.args
        return False, case[:TEXT_CHARACTERS], why[:TEXT_CHARACTERS]
    except BaseException as error:  # noqa: BLE001 - also when a strange result breaks the property's own code
        return False, RUN, f"What came back broke the check: {described(error)}."
    return True, "", ""


def confirm(known: Misconception, answer: Answer) -> None:
    """Go through only if the misconception shows; an answer that breaks on the way does not show it."""
    expect(bool(known.shows(answer)), known.name, "It does not show.")


def stop(worker: threading.Thread, raw: object, answers: Iterable[Answer], done: threading.Event) -> None:
    """End the queries on connections that the answer is, has, names or was given; then its thread, in Python's code."""
    names = inspect.getclosurevars(raw) if inspect.isfunction(raw) else None
    used = [raw, getattr(raw, "_con", None), *({**names.nonlocals, **names.globals} if names else {}).values()]
    used += [argument for answer in answers for argument in answer.given]
    connections = [each for each in used if type(each).__name__ == "DuckDBPyConnection"]
    for connection in connections * INTERRUPTS:  # again and again: it may call the next query
        with suppress(Exception):  # DuckDB's own, which is not imported here: it was closed a moment ago
            connection.interrupt()
        if done.wait(0.05):
            return
    if not done.is_set():  # only now: DuckDB's own code would not survive this
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(SystemExit))


class Printed(io.StringIO):
    """Keeps the beginning of what an answer prints."""

    def write(self, text: str) -> int:
        """Take the text, as far as there is room."""
        super().write(text[: max(0, PRINTED_CHARACTERS - self.tell())])
        return len(text)


def mute(report_file: int) -> None:
    """Keep what the child says in other ways from the notebook and its sockets, and what it asks from waiting."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for inherited in range(256):
        with suppress(OSError):
            os.fstat(inherited)  # raises for what is not open
            if inherited not in {report_file, nowhere}:
                os.dup2(nowhere, inherited)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.write = len  # type: ignore[method-assign]  # a kernel's stream does not end at 1 and 2
    builtins.input = no_input
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.core.displaypub import CapturingDisplayPublisher

        if shell := get_ipython():
            shell.display_pub = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]


def no_input(*_: object) -> NoReturn:
    """Stand in for ``input``, which nobody would answer."""
    raise Wrong(RUN, "It called input(). Take what you need as an argument.")


def limit_memory() -> None:
    """Allow so much more than is used now, where the system tells how much that is (Linux)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        import resource

        used_bytes = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used_bytes + MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
