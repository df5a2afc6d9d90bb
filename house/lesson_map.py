"""The table of lessons in the README, made from ``course.lessons``."""

from house.environment import PROJECT

README = PROJECT / "README.md"
BEGIN, END = "<!-- lessons: written by `workbook.py build` -->\n", "<!-- end of lessons -->"


def readme_with_lessons(readme: str) -> str:
    """The same text, with the table between the two markers made again."""
    from course.lessons import LESSONS, table  # read when it is needed: `--help` works in a broken copy too

    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table(LESSONS, linked=True)}\n{END}{after}"


def write_lessons() -> None:
    """Bring the README's table to what ``course.lessons`` says."""
    readme = README.read_text(encoding="utf-8")
    README.write_text(readme_with_lessons(readme), encoding="utf-8", newline="\n")


def lessons_are_current() -> bool:
    """Does the README show the lessons as they are?"""
    readme = README.read_text(encoding="utf-8")
    return readme == readme_with_lessons(readme)
