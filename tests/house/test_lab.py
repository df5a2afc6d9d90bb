import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from house import lab
from house.environment import Environment
from house.terminal import Trouble

ROOT = Path(__file__).parents[2]
EMPTY_NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for edition in ("notebooks", "solutions"):
        (tmp_path / edition).mkdir()
        for stem in ("00-start-here", "20-url-shortener", "20a-url-shortener-codes"):
            (tmp_path / edition / f"{stem}.ipynb").write_text(json.dumps(EMPTY_NOTEBOOK))
    monkeypatch.setattr(lab, "PROJECT", tmp_path)
    return tmp_path


def test_a_learner_gets_a_copy_of_every_lesson_and_begins_with_the_first(project: Path) -> None:
    assert lab._learners_copy(None, None) == project / "work" / "00-start-here.ipynb"
    assert sorted(path.name[:3] for path in (project / "work").iterdir()) == ["00-", "20-", "20a"]


def test_a_learners_copy_is_never_overwritten(project: Path) -> None:
    copy = lab._learners_copy("20", None)
    copy.write_text("my answers")
    (project / "notebooks" / copy.name).write_text("a new version")
    assert lab._learners_copy("20", None).read_text() == "my answers"


def test_a_fresh_copy_sets_the_old_one_aside(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lab._learners_copy("20", None).write_text("my answers")
    copy = lab._learners_copy(None, "20")
    assert copy.name == "20-url-shortener.ipynb"
    assert json.loads(copy.read_text()) == EMPTY_NOTEBOOK
    (aside,) = (project / "work").glob("20-url-shortener-until-*.ipynb")
    assert aside.read_text() == "my answers"
    assert capsys.readouterr().out == f"Your old copy is now {aside.relative_to(project)}.\n"


@pytest.mark.parametrize(("number", "stem"), [("0", "00-start-here"), ("20a", "20a-url-shortener-codes")])
def test_a_lesson_is_found_by_its_number(project: Path, number: str, stem: str) -> None:
    assert lab._learners_copy(number, None).stem == stem


def test_an_unknown_lesson_is_answered_with_those_that_exist(project: Path) -> None:
    with pytest.raises(Trouble, match=r"^There is no lesson '21'\. Choose one of: 00, 20, 20a\.$"):
        lab._learners_copy("21", None)
    assert not (project / "work").exists()


def test_an_instructor_opens_the_solution_itself(project: Path) -> None:
    assert lab._solution("20") == project / "solutions" / "20-url-shortener.ipynb"
    for path in (project / "solutions").iterdir():
        path.unlink()
    with pytest.raises(Trouble, match=r"There are no notebooks in .*solutions"):
        lab._solution("20")
    (project / "solutions").rmdir()
    with pytest.raises(Trouble, match="holds no solutions/: start without --instructor"):
        lab._solution("20")


def test_a_free_port_passes_over_a_taken_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind((lab.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(lab, "FIRST_PORT", taken)
        assert taken < lab._free_port() < taken + lab.PORTS_TO_TRY


@contextmanager
def running_lab(
    project: Path, ports: list[int] | None = None
) -> Iterator[tuple["subprocess.Popen[str]", re.Match[str]]]:
    """JupyterLab of this very environment, serving ``project``; the process and its printed address."""
    script = (
        "import json, sys; from pathlib import Path; from house import lab; from house.environment import Environment\n"
        "lab.PROJECT = Path(sys.argv[1])\n"
        "here = Environment(lab.PROJECT / '.venv'); here.python = sys.executable\n"
        "here.folder.mkdir(exist_ok=True)\n"
        "ports = iter(json.loads(sys.argv[2]))\n"
        "lab._free_port = lambda choose=lab._free_port: next(ports, None) or choose()\n"
        "sys.exit(lab._serve(here, lab._learners_copy(None, None), None, False))"
    )
    command = [sys.executable, "-c", script, project, json.dumps(ports or [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        stop = threading.Timer(180, process.kill)  # a busy machine needs a minute
        stop.start()
        try:
            assert process.stdout
            said = process.stdout.readline() + process.stdout.readline()
            address = re.search(
                r"(http://127\.0\.0\.1:(\d+))/lab/tree/work/00-start-here\.ipynb\?token=(\w{48})\n", said
            )
            assert address, said
            yield process, address
        finally:
            stop.cancel()
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            process.communicate(timeout=20)


def get(url: str, token: str = "") -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"} if token else {})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        return bytes(answer.read())


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_jupyterlab_answers_here_only_with_its_token_and_ends_with_ctrl_c(project: Path) -> None:
    with running_lab(project) as (process, address):
        base, port, token = address.groups()
        assert b"JupyterLab" in get(f"{base}/lab", token)
        assert json.loads(get(f"{base}/api/contents/work", token))["content"]
        with pytest.raises(urllib.error.HTTPError, match="403"):
            get(f"{base}/api/contents/work")
        with socket.socket() as probe:
            probe.settimeout(1)
            assert probe.connect_ex((socket.gethostbyname(socket.gethostname()), int(port))) or _is_loopback()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        with pytest.raises(urllib.error.URLError):
            get(f"{base}/api")


def _is_loopback() -> bool:
    return socket.gethostbyname(socket.gethostname()).startswith("127.")


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_two_labs_that_choose_the_same_port_both_get_one(project: Path) -> None:
    with running_lab(project) as (_, first):
        taken, free = int(first[2]), lab._free_port()
        with running_lab(project, ports=[taken, free]) as (_, second):
            assert int(second[2]) == free
            assert json.loads(get(f"{second[1]}/api/status", second[3]))


@pytest.mark.slow
def test_widgets_are_saved_with_a_notebook_and_no_news_pops_up(project: Path) -> None:
    with running_lab(project) as (_, address):
        base, _, token = address.groups()
        widgets = json.loads(get(f"{base}/lab/api/settings/@jupyter-widgets/jupyterlab-manager:plugin", token))
        assert widgets["schema"]["properties"]["saveState"]["default"] is True
        notices = json.loads(get(f"{base}/lab/api/settings/@jupyterlab/apputils-extension:notification", token))
        assert notices["schema"]["properties"]["fetchNews"]["default"] == "false"
        assert notices["schema"]["properties"]["checkForUpdates"]["default"] is False


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="ends a process as POSIX does")
def test_jupyterlab_that_dies_by_itself_leaves_its_last_words(project: Path) -> None:
    (project / ".venv").mkdir()
    broken = project / "broken"
    broken.write_text("#!/bin/sh\necho 'ModuleNotFoundError: no jupyterlab' >&2\nexit 1\n")
    broken.chmod(0o755)

    environment = Environment(project / ".venv")
    environment.python = broken
    started_s = time.monotonic()
    with pytest.raises(Trouble, match=r"did not start\. Its last words: ModuleNotFoundError: no jupyterlab"):
        lab._serve(environment, lab._learners_copy(None, None), None, browser=False)
    assert time.monotonic() - started_s < 5
