"""Where data lies."""

from pathlib import Path

from course.errors import CourseError

FOLDER = Path(__file__).resolve().parent.parent / "datasets"


def path(name: str) -> Path:
    """Find ``datasets/NAME``, from any working directory: ``path("urls/urls.csv")``.

    Raises:
        CourseError: there is no such file or folder.
    """
    found = FOLDER / name
    if not found.exists():
        known = ", ".join(sorted(entry.name for entry in FOLDER.glob("*/")))
        raise CourseError(f"There is no data set {name!r}. Choose one of: {known}.")
    return found
