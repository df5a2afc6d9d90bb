"""One Chromium and one JupyterLab for all browser tests. They need a quiet machine: run them alone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.lab import SHOW_EVERY_CELL, Lab, chromium, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if shutil.which("chromium") is None:
        complaint = "Chromium is not installed: the browser tests did NOT run. On Debian: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(complaint)
        pytest.skip(complaint)
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Asks for the browser first: without it, no server is started in vain."""
    with serve(tmp_path_factory.mktemp("lab"), SHOW_EVERY_CELL) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    yield context.new_page()
    context.close()
