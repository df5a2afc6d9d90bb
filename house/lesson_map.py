"""The table of lessons in the README, made from ``course.lessons``."""

from house.environment import PROJECT

README = PROJECT / "README.md"
BEGIN, END = "<!-- lessons: written by `workbook.py build` -->\n", "<!-- end of lessons -->"


def readme_with_lessons(readme: str) -> str:
    """The same text, with the table between the two markers made again."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + _table() + END + after


def write_lessons() -> None:
    """Bring the README's table to what ``course.lessons`` says."""
    readme = README.read_text(encoding="utf-8")
    README.write_text(readme_with_lessons(readme), encoding="utf-8", newline="\n")


def lessons_are_current() -> bool:
    """Does the README show the lessons as they are?"""
    readme = README.read_text(encoding="utf-8")
    return readme == readme_with_lessons(readme)


def _table() -> str:
    # The course is read when it is needed: `--help` works in a broken copy too.
    from course.lessons import LESSONS, path_in_words, role

    rows = [
        f"| {lesson.number} | [{lesson.title}](notebooks/{lesson.stem}.ipynb) | {lesson.minutes} | {role(lesson)} | "
        f"{lesson.summary} |\n"
        for lesson in LESSONS
    ]
    head = "| no. | lesson | minutes | part | what you will have done |\n|---|---|---|---|---|\n"
    return f"{path_in_words()}\n\n{head}{''.join(rows)}"
