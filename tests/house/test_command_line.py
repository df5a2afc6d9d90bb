import signal
import sys
from collections.abc import Iterator

import pytest

from house import command_line
from house.command_line import main
from house.terminal import Trouble


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_trouble_is_one_sentence_on_stderr_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> int:
        raise Trouble("The well is dry. Dig another one.")

    monkeypatch.setattr(command_line, "test", stopped)
    assert main(["test"]) == 1
    assert capsys.readouterr() == ("", "The well is dry. Dig another one.\n")


def test_ctrl_c_says_that_one_can_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "test", interrupted)
    assert main(["test"]) == 130
    assert capsys.readouterr().err == "\nStopped. Run the same command again: it goes on from here.\n"


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise FileNotFoundError(2, "No such file or directory", "lost.txt")

    monkeypatch.setattr(command_line, "test", broken)
    with pytest.raises(FileNotFoundError):
        main(["test"])


def test_a_python_newer_than_the_tested_ones_is_named_and_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    monkeypatch.setattr(command_line, "test", lambda *_: 0)
    assert main(["test"]) == 0
    assert capsys.readouterr().out.startswith("Python 3.14 is newer than those this workbook is tested on")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight"])
def test_a_number_that_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["lab", f"--port={port}"])
    assert ended.value.code == 2
    assert "is no port: take a number from 1 to 65535" in capsys.readouterr().err
