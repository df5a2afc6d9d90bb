"""Pictures of every notebook as learners see it, for people to look at.

    python -m tests.browser.screens FOLDER [NOTEBOOK …]

runs each notebook in JupyterLab and saves NAME-light-1.png, NAME-dark-1.png and so on, one a screenful of 2,400 pixels.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.lab import PROJECT, SHOW_EVERY_CELL, chromium, error_outputs, run_all, serve

WIDTH_PX, HEIGHT_PX = 1100, 2400
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
ONLY_THE_NOTEBOOK = """async () => {
    const app = window.jupyterapp;
    app.shell.mode = "single-document";
    app.shell.collapseLeft();
    app.shell.collapseRight();
}"""
PAPER = ".jp-WindowedPanel-outer"


def save_screens(page: Page, folder: Path, stem: str) -> int:
    """Save the open notebook from top to bottom in both themes; returns how many pictures were saved."""
    page.evaluate(ONLY_THE_NOTEBOOK)
    saved = 0
    for word, theme in THEMES.items():
        page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        paper = page.locator(PAPER).first
        page.wait_for_function("selector => document.querySelector(selector)?.clientHeight > 0", arg=PAPER)
        page.wait_for_timeout(1_000)
        height_px, step_px = paper.evaluate("paper => [paper.scrollHeight, paper.clientHeight]")
        for number, top_px in enumerate(range(0, height_px, step_px), start=1):
            paper.evaluate("(paper, top) => { paper.scrollTop = top; }", top_px)
            page.wait_for_timeout(200)
            page.screenshot(path=folder / f"{stem}-{word}-{number}.png")
            saved += 1
    return saved


def main(arguments: Sequence[str]) -> None:
    """Take the notebooks' pictures."""
    if not arguments:
        sys.exit(__doc__)
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    notebooks = [Path(name) for name in arguments[1:]] or sorted((PROJECT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, serve(Path(folder), SHOW_EVERY_CELL) as lab:
        for notebook in notebooks:
            shutil.copy(notebook, lab.folder)
            page = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
            lab.open(page, notebook.name)
            for error in error_outputs(run_all(page)):
                print(f"{notebook.name}: {error}")  # noqa: T201 - a command
            saved = save_screens(page, target, notebook.stem)
            print(f"{notebook.name}: {saved} pictures in {target}")  # noqa: T201 - a command
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
