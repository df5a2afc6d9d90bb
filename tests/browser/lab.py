"""A real JupyterLab in a folder of its own, and a page of real Chromium that opens notebooks in it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

from course.widgets.prompt_connection import PROMPT_CONNECTION
from house.lab import SETTINGS

PROJECT = Path(__file__).parents[2]
START_LIMIT_S = 180  # a busy machine needs a minute
RUN_LIMIT_MS = 120_000
SHOW_EVERY_CELL = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KERNEL_IS_IDLE = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.content?.model?.cells.length > 0 && panel.sessionContext?.session?.kernel?.status === "idle";
}"""
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
PICTURES = """async images => {
    await Promise.allSettled(images.map(image => image.decode()));
    return images.map(image => ({
        alt: image.alt, natural_width_px: image.naturalWidth, shown_width_px: image.getBoundingClientRect().width,
    }));
}"""
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.toJSON())"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Lab:
    """A server of notebooks: what lies in ``folder`` can be opened."""

    url: str
    token: str
    folder: Path

    def open(self, page: Page, name: str) -> None:
        """Open a notebook and wait for its kernel."""
        page.goto(f"{self.url}/lab/workspaces/{uuid.uuid4().hex}/tree/{name}?reset&token={self.token}")
        page.wait_for_function(KERNEL_IS_IDLE, timeout=RUN_LIMIT_MS)


def run_all(page: Page) -> list[nbformat.NotebookNode]:
    """Run the open notebook from top to bottom; returns its cells."""
    page.set_default_timeout(RUN_LIMIT_MS)
    page.evaluate(RUN_ALL)
    page.wait_for_function(KERNEL_IS_IDLE)
    return [nbformat.from_dict(cell) for cell in page.evaluate(CELLS)]


def error_outputs(cells: list[nbformat.NotebookNode]) -> list[str]:
    """What went wrong in these cells."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]


def stored_pictures(page: Page) -> list[dict[str, Any]]:
    """The pictures in the outputs of the open notebook: words, own width and width on the page."""
    pictures = page.locator(".jp-OutputArea-output img")
    pictures.first.wait_for()
    return pictures.evaluate_all(PICTURES)


@contextmanager
def serve(folder: Path, settings: dict[str, object] | None = None) -> Iterator[Lab]:
    """JupyterLab with the settings that learners get, and nothing of the reader's own configuration."""
    private = folder / ".jupyter"
    (private / "settings").mkdir(parents=True)
    (private / "settings" / "overrides.json").write_text(json.dumps(SETTINGS | (settings or {})), encoding="utf-8")
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={private / 'settings'}",
        f"--LabApp.user_settings_dir={private / 'user-settings'}",
        f"--LabApp.workspaces_dir={private / 'workspaces'}",
        f"--ServerApp.kernel_websocket_connection_class={PROMPT_CONNECTION}",
        "--LabApp.expose_app_in_browser=True",
    ]
    environment = os.environ | {
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(private),
        "JUPYTER_DATA_DIR": str(private / "data"),  # a new secret: no notebook is trusted
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "IPYTHONDIR": str(private / "ipython"),
        "PYTHONPATH": str(PROJECT),
        "COURSE_PROGRESS": "off",
    }
    with (private / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    lab = Lab(f"http://127.0.0.1:{port}", token, folder)
    try:
        _wait_until_it_answers(lab, server, private / "lab.log")
        yield lab
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(lab: Lab, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline_s = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline_s:
        assert server.poll() is None, f"JupyterLab ended by itself:\n{log.read_text()[-2000:]}"
        try:
            with urllib.request.urlopen(f"{lab.url}/api/status?token={lab.token}", timeout=2):
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"JupyterLab did not answer within {START_LIMIT_S:g} s:\n{log.read_text()[-2000:]}")
