"""``workbook.py lab``: the learner's copies, and JupyterLab on this machine only."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
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
    return _serve(environment, notebook, port or _free_port(), browser)


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


def _serve(environment: Environment, notebook: Path, port: int, browser: bool) -> int:
    token = secrets.token_hex(24)
    log = environment.folder / "lab.log"
    path = notebook.relative_to(PROJECT).as_posix()
    started_s = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [environment.python, "-m", "jupyterlab", *_options(environment, path, port, browser)],
            cwd=PROJECT,
            env={**os.environ, "JUPYTER_TOKEN": token},  # not an argument: other users of a machine can read those
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_it_answers(server, port, log)
            print(f"JupyterLab answers after {time.monotonic() - started_s:.1f} s; Ctrl-C stops it:")
            print(f"http://{HOST}:{port}/lab/tree/{path}?token={token}", flush=True)
            server.wait()
        except KeyboardInterrupt:
            print("\nStopping JupyterLab; what you saved is kept.", flush=True)
            return 0
        finally:
            _stop(server)
    raise Trouble(f"JupyterLab ended by itself. Its last words: {_last_words(log)}. (Details: {log})")


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


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline_s = time.monotonic() + ANSWER_LIMIT_S
    while time.monotonic() < deadline_s:
        if server.poll() is not None:
            raise Trouble(f"JupyterLab did not start. Its last words: {_last_words(log)}. (Details: {log})")
        try:
            direct.open(f"http://{HOST}:{port}/api", timeout=2).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
        else:
            return
    raise Trouble(f"JupyterLab did not answer within {ANSWER_LIMIT_S:.0f} s. Start again. (Details: {log})")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ctrl-C reached the server too and it ends its kernels; a signal that reached only us is passed on."""
    if os.name == "posix":
        server.terminate()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "none"


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
