"""``workbook.py lab``: the learner's copies, and JupyterLab on this machine only."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from datetime import datetime
from pathlib import Path

from house.environment import PROJECT, RUNTIME_LOCK, Environment, workbook_environment
from house.terminal import Trouble

HOST = "127.0.0.1"
FIRST_PORT = 8888
PORTS_TO_TRY = 100
ANSWER_LIMIT_S = 90.0
START_HERE = "00"
SETTINGS = {
    # Without saved state, every widget of a saved notebook reads "model not found" the next morning.
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/filebrowser-extension:browser": {"navigateToCurrentDirectory": True},
}


def lab(number: str | None, fresh: str | None, port: int | None, browser: bool, instructor: bool) -> int:
    """Open a lesson in JupyterLab and stay until Ctrl-C."""
    if port is not None and not _is_free(port):
        raise Trouble(f"Port {port} is taken by another program. Leave --port out, and a free one is chosen.")
    notebook = _solution(number or START_HERE) if instructor else _learners_copy(number, fresh)
    environment = workbook_environment()
    environment.prepare(RUNTIME_LOCK)
    return _serve(environment, notebook, port, browser)


def _learners_copy(number: str | None, fresh: str | None) -> Path:
    work, originals = PROJECT / "work", PROJECT / "notebooks"
    wanted = _find_lesson(originals, number or fresh or START_HERE)
    if fresh:
        _set_aside(work / _find_lesson(originals, fresh).name)
    work.mkdir(exist_ok=True)
    for original in sorted(originals.glob("*.ipynb")):
        if not (work / original.name).exists():
            shutil.copyfile(original, work / original.name)
    return work / wanted.name


def _set_aside(copy: Path) -> None:
    if copy.exists():
        aside = copy.with_name(f"{copy.stem}-until-{datetime.now():%Y%m%d-%H%M%S}.ipynb")  # noqa: DTZ005 - the reader's time
        copy.rename(aside)
        print(f"Your old copy is now {aside.relative_to(PROJECT)}.")


def _solution(number: str) -> Path:
    if not (PROJECT / "solutions").is_dir():
        raise Trouble(
            "This copy of the workbook holds no solutions/: start without --instructor, or get the whole repository."
        )
    return _find_lesson(PROJECT / "solutions", number)


def _find_lesson(folder: Path, number: str) -> Path:
    wanted = number.zfill(2) if number.isdigit() else number
    lessons = {path.name.split("-")[0]: path for path in sorted(folder.glob("*.ipynb"))}
    if not lessons:
        raise Trouble(f"There are no notebooks in {folder}. Make them with: python3 workbook.py build")
    if wanted not in lessons:
        raise Trouble(f"There is no lesson {number!r}. Choose one of: {', '.join(lessons)}.")
    return lessons[wanted]


def _serve(environment: Environment, notebook: Path, port: int | None, browser: bool) -> int:
    jupyter = _JupyterLab(environment, notebook.relative_to(PROJECT).as_posix(), browser)
    started_s = time.monotonic()
    try:
        jupyter.start(port or _free_port())
        while not jupyter.answers():
            if port or not jupyter.lost_its_port():
                raise Trouble(f"JupyterLab did not start. {jupyter.last_words()}")
            jupyter.start(_free_port())  # another one, started in the same moment, was faster to take this port
        print(f"JupyterLab answers after {time.monotonic() - started_s:.1f} s; Ctrl-C stops it:")
        print(f"http://{HOST}:{jupyter.port}/lab/tree/{jupyter.path}?token={jupyter.token}", flush=True)
        jupyter.server.wait()
    except KeyboardInterrupt:
        print("\nStopping JupyterLab; what you saved is kept.", flush=True)
        return 0
    finally:
        jupyter.stop()
    raise Trouble(f"JupyterLab ended by itself. {jupyter.last_words()}")


class _JupyterLab:
    """One JupyterLab, its address and its token."""

    server: subprocess.Popen[bytes]
    port: int

    def __init__(self, environment: Environment, path: str, browser: bool) -> None:
        self.path = path
        self.token = secrets.token_hex(24)
        self._environment = environment
        self._browser = browser
        self._log = environment.folder / "lab.log"

    def start(self, port: int) -> None:
        self.port = port
        with self._log.open("w", encoding="utf-8") as output:
            self.server = subprocess.Popen(
                [
                    self._environment.python,
                    "-m",
                    "jupyterlab",
                    *_options(self._environment, self.path, port, self._browser),
                ],
                cwd=PROJECT,
                env=self._environment.settings() | {"JUPYTER_TOKEN": self.token},  # others can read arguments
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def answers(self) -> bool:
        """Wait until this server, not another one at its port, answers; False when it ended before."""
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        question = urllib.request.Request(
            f"http://{HOST}:{self.port}/api/status", headers={"Authorization": f"token {self.token}"}
        )
        deadline_s = time.monotonic() + ANSWER_LIMIT_S
        while time.monotonic() < deadline_s:
            try:
                direct.open(question, timeout=2).close()
            except OSError:
                if self.server.poll() is not None:
                    return False
                time.sleep(0.05)
            else:
                return True
        raise Trouble(f"JupyterLab did not answer within {ANSWER_LIMIT_S:.0f} s. {self.last_words()}")

    def lost_its_port(self) -> bool:
        """Whether another program took the port between our look and its start, and perhaps left it since."""
        log = self._log.read_text(encoding="utf-8", errors="replace")
        return not _is_free(self.port) or f"port {self.port} is not available" in log

    def stop(self) -> None:
        """Ctrl-C reached the server too and it ends its kernels; a signal that reached only us is passed on."""
        if os.name == "posix":
            self.server.terminate()
        try:
            self.server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    def last_words(self) -> str:
        """What its log ends with, for a sentence of trouble."""
        lines = [line.strip() for line in self._log.read_text(encoding="utf-8", errors="replace").splitlines()]
        last = next((line for line in reversed(lines) if line), "none")
        return f"Its last words: {last.rstrip('.')}. (Details: {self._log})"


def _options(environment: Environment, path: str, port: int, browser: bool) -> list[str]:
    settings = environment.folder / "lab-settings"
    settings.mkdir(exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(SETTINGS, indent=1), encoding="utf-8")
    options = [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.answer_yes=True",  # one Ctrl-C is enough
        f"--ServerApp.root_dir={PROJECT}",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url=/lab/tree/{path}",
        f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.workspaces_dir={environment.folder / 'lab-workspaces'}",  # other projects' open tabs stay theirs
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # a container's only user
    return options


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # as the server itself does: a port that was just left counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if _is_free(port):
            return port
    raise Trouble(
        f"The ports {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} are all taken. Name a free one with --port."
    )
