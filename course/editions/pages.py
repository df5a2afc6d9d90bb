"""The pages of ``docs/`` that are made from the lessons at each build."""

from pathlib import Path

from course.editions.glossary import glossary
from course.editions.source import ROOT
from course.editions.teaching import teaching

PAGES = {"docs/glossary.md": glossary, "docs/teaching.md": teaching}


def page_problems(root: Path = ROOT) -> list[str]:
    """Which stored pages differ from the lessons."""
    return [
        f"{name}: it does not say what the lessons say. Run `python3 workbook.py build`."
        for name, make in PAGES.items()
        if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != make(root)
    ]


def write_pages(root: Path = ROOT) -> None:
    """Bring the pages to what the lessons say."""
    for name, make in PAGES.items():
        (root / name).write_text(make(root), encoding="utf-8", newline="\n")
