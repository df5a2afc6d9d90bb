"""The commands of ``workbook.py`` and their help."""

import argparse
import errno
import io
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from house.environment import NEWEST_TESTED_PYTHON, development_environment
from house.lab import lab
from house.lesson_map import lessons_are_current, write_lessons
from house.suite import test
from house.terminal import Trouble

TROUBLES = {
    errno.ENOSPC: "The disk is full. Free some space and start again",
    errno.EROFS: "This place is read-only. Copy the workbook to a folder of your own and start again",
    errno.EACCES: "You may not write here. Copy the workbook to a folder of your own and start again",
    errno.EPERM: "You may not write here. Copy the workbook to a folder of your own and start again",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; trouble becomes one sentence and an exit code of 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may not know every letter of a path
    chosen = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us ends JupyterLab too
    if list(sys.version_info[:2]) > NEWEST_TESTED_PYTHON:
        version = ".".join(map(str, sys.version_info[:2]))
        print(f"Python {version} is newer than those this workbook is tested on (3.11 to 3.13). It may work: going on.")
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again: it goes on from here.", file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno not in TROUBLES:
            raise
        print(f"{TROUBLES[error.errno]}. ({error.filename or error})", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workbook.py",
        description="A workbook that teaches system design by measuring it. Start with: python3 workbook.py lab",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_lab(commands)
    _add_test(commands)
    _add_build(commands)
    _add_bench(commands)
    _add_export(commands)
    return parser


def _add_lab(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "lab",
        help="open a lesson in JupyterLab",
        description="Open a lesson in JupyterLab. The first start installs what it needs into .venv (about a minute). "
        "You work on your own copies in work/: they are made once and never overwritten.",
        epilog="examples: workbook.py lab · workbook.py lab 20 · workbook.py lab --fresh 20",
    )
    parser.add_argument("number", nargs="?", metavar="NN", help="the lesson to open, for example 20 (default: 00)")
    parser.add_argument("--fresh", metavar="NN", help="set your copy of this lesson aside and start with a new one")
    parser.add_argument("--port", type=_port, metavar="P", help="the port to use (default: a free one, from 8888 on)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="only print the address")
    parser.add_argument("--instructor", action="store_true", help="open the instructor edition, from solutions/")
    parser.set_defaults(
        run=lambda chosen: lab(chosen.number, chosen.fresh, chosen.port, chosen.browser, chosen.instructor)
    )


def _add_test(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "test",
        help="run everything that CI runs",
        description="Lint, unit tests, every notebook of both editions, sources against notebooks, the browser. Later "
        " stages run also after a failure; the last line is '<n> passed, <n> failed'.",
    )
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--quick", action="store_true", help="a minute or two: lint, and tests that are fast")
    how_much.add_argument(
        "--long", action="store_true", help="also rebuild every notebook, long tests, and the other Pythons found here"
    )
    parser.set_defaults(run=lambda chosen: test(chosen.quick, chosen.long))


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "build",
        help="make both editions from solutions/*.py",
        description="Make and run both editions of each lesson whose source changed. Nothing changed: same bytes.",
        epilog="examples: workbook.py build · workbook.py build 20 · workbook.py build --check",
    )
    parser.add_argument("numbers", nargs="*", metavar="NN", help="only these lessons")
    parser.add_argument(
        "--check", action="store_true", help="run nothing: only say whether sources and notebooks match"
    )
    parser.add_argument("--force", action="store_true", help="also build what did not change")
    parser.set_defaults(run=_build)


def _add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "bench",
        help="measure our parts against their peers",
        description="Measure our parts against well-known libraries: interleaved pairs, best of five, as ratios.",
    )
    parser.add_argument("--record", action="store_true", help="also write the figures into datasets/measurements/")
    parser.set_defaults(run=lambda chosen: _in_environment("-m", "tests.benchmarks", *_flags(chosen, "record")))


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "export",
        help="pack the workbook for learners, for nbgrader, or as a site",
        description="student: a bundle without solutions and tests. nbgrader: source and release folders of a course. "
        "html: a static site that reads offline.",
        epilog="example: workbook.py export student ../for-my-class",
    )
    parser.add_argument("kind", choices=["student", "nbgrader", "html"], help="what to make")
    parser.add_argument("folder", type=lambda name: Path(name).absolute(), metavar="DIR", help="where to put it")
    parser.set_defaults(
        run=lambda chosen: _in_environment("-m", "course.editions", "export", chosen.kind, str(chosen.folder))
    )


def _build(chosen: argparse.Namespace) -> int:
    """Build notebooks, then the README's table of lessons; with ``--check`` only compare."""
    code = _in_environment("-m", "course.editions", "build", *chosen.numbers, *_flags(chosen, "check", "force"))
    if not chosen.check:
        write_lessons()
    elif not lessons_are_current():
        print("README.md: its table of lessons is out of date. Run `python3 workbook.py build`.", file=sys.stderr)
        return 1
    return code


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: take a number from 1 to 65535")
    return int(text)


def _flags(chosen: argparse.Namespace, *names: str) -> list[str]:
    return [f"--{name}" for name in names if getattr(chosen, name)]


def _in_environment(*arguments: str) -> int:
    return development_environment().run(*arguments)
