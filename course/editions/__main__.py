"""``python -m course.editions build [NN …] [--check] [--force]`` and ``… export {student,nbgrader,html} DIR``."""

import argparse
import sys
from pathlib import Path

from course.errors import CourseError
from course.lessons import find_lesson

FIRST_TO_OPEN = {"student": "README.md", "nbgrader": "README.md", "html": "index.html"}


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; 0 when all is well."""
    options = _parser().parse_args(arguments)
    try:
        problems = _build(options) if options.command == "build" else _export(options)
    except CourseError as error:
        problems = [str(error)]
    except KeyboardInterrupt:
        problems = ["Stopped. What was built before is kept."]
    for problem in problems:
        print(f"✗ {problem}", file=sys.stderr)  # noqa: T201 - this is a command
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m course.editions", description="Make notebooks from their sources.")
    commands = parser.add_subparsers(dest="command", required=True)
    build_ = commands.add_parser("build", help="make both editions of each lesson that changed")
    build_.add_argument("lessons", nargs="*", metavar="NN", help="lesson numbers, such as 20 or 20a (default: all)")
    build_.add_argument("--check", action="store_true", help="run nothing: hold what lies there to its source")
    build_.add_argument("--force", action="store_true", help="build even what has not changed")
    export_ = commands.add_parser("export", help="pack the editions for others")
    export_.add_argument("kind", choices=["student", "nbgrader", "html"])
    export_.add_argument("folder", type=Path, metavar="DIR")
    return parser


def _build(options: argparse.Namespace) -> list[str]:
    from course.editions.build import build  # nbgrader and its friends take two seconds: `--help` does without
    from course.editions.concept_map import map_problems, write_map
    from course.editions.pages import page_problems, write_pages
    from course.editions.source import written_lessons
    from course.editions.verify import stray_files, verify

    lessons = [find_lesson(number) for number in dict.fromkeys(options.lessons)] or written_lessons()
    if options.check:
        return verify(lessons) + ([] if options.lessons else stray_files() + page_problems() + map_problems())
    problems = build(lessons, force=options.force)
    write_pages()
    write_map()
    return problems


def _export(options: argparse.Namespace) -> list[str]:
    from course.editions.export import export

    count = export(options.kind, options.folder)
    print(f"{count} files in {options.folder}; open its {FIRST_TO_OPEN[options.kind]} to go on.")  # noqa: T201
    return []


if __name__ == "__main__":
    sys.exit(main())
