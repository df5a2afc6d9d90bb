"""Each trouble of a real machine, caused as really as a test can: one sentence, a way out, no traceback."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from house.diagnosis import explain
from house.lock_file import one_at_a_time
from tests.house.conftest import Copy

ROOT = Path(__file__).parents[2]
NOTHING_LISTENS = "http://127.0.0.1:9/simple"


def sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """What the command said before it failed; a test fails here when that is not one short line."""
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    return line


def old_pythons() -> list[Path]:
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [
        path / "bin/python" for path in versions.glob("*") if path.name.startswith(("2.", "3.6.", "3.8.", "3.10."))
    ]
    return sorted(path for path in found if path.exists())


@pytest.mark.parametrize("python", old_pythons() or [None], ids=lambda path: path.parts[-3] if path else "none here")
def test_an_old_python_is_told_which_one_to_get(python: Path | None) -> None:
    if python is None:
        pytest.skip("no Python older than 3.11 on this machine")
    done = subprocess.run([python, ROOT / "workbook.py", "lab"], capture_output=True, text=True, check=False)
    assert sentence(done).startswith("The workbook needs Python 3.11 or newer, and this is Python ")


def test_the_version_is_looked_at_before_anything_else() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 6, 0); runpy.run_path(sys.argv[1], run_name='__main__')"
    command = [sys.executable, "-c", pretend, ROOT / "workbook.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert sentence(done).startswith("The workbook needs Python 3.11 or newer, and this is Python 3.6.")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_names_the_package_to_install(copy: Copy, module: str) -> None:
    (copy.wheels / f"{module}.py").write_text("raise ImportError")
    said = sentence(copy.run("lab", PYTHONPATH=str(copy.wheels)))
    assert "its modules venv and ensurepip are missing" in said
    assert "sudo apt install python3." in said


@pytest.mark.slow
def test_without_a_network_the_sentence_names_what_to_look_at(copy: Copy) -> None:
    shutil.copy(ROOT / "requirements.lock", copy.folder)
    done = copy.run("lab", PIP_NO_INDEX="0", PIP_INDEX_URL=NOTHING_LISTENS, PIP_NO_CACHE_DIR="1")
    assert sentence(done).startswith("The package index cannot be reached. Look at the network, at HTTPS_PROXY")


def test_a_taken_port_is_refused_before_anything_is_installed(copy: Copy) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = sentence(copy.run("lab", "--port", str(port)))
    assert said == f"Port {port} is taken by another program. Leave --port out, and a free one is chosen."
    assert not (copy.folder / ".venv").exists()


@contextmanager
def mounted(folder: Path, options: list[str]) -> Iterator[list[str]]:
    """A command prefix under which ``folder`` is mounted as the options say, if this system lets us."""
    script = f'mount {" ".join(options)} && exec "$@"'
    prefix = ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh"]
    if sys.platform != "linux" or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a test mount a file system")
    yield prefix


def test_a_read_only_folder_asks_for_a_copy(copy: Copy) -> None:
    folder = str(copy.folder)
    with mounted(copy.folder, ["--bind", folder, folder, "&& mount -o remount,bind,ro", folder]) as prefix:
        command = [*prefix, sys.executable, copy.folder / "workbook.py", "lab"]
        done = subprocess.run(command, env=copy.environment, capture_output=True, text=True, check=False)
    assert sentence(done).startswith(
        "This place is read-only. Copy the workbook to a folder of your own and start again."
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_asks_for_a_copy(copy: Copy) -> None:
    copy.folder.chmod(0o555)
    assert sentence(copy.run("lab")).startswith("You may not write here. Copy the workbook to a folder of your own")


def test_a_full_disk_is_seen_before_anything_is_downloaded(copy: Copy) -> None:
    small = copy.wheels / "small"
    small.mkdir()
    with mounted(small, ["-t", "tmpfs", "-o", "size=50m", "none", str(small)]) as prefix:
        command = [*prefix, sys.executable, copy.folder / "workbook.py", "lab"]
        settings = copy.environment | {"WORKBOOK_VENV": str(small / "venv")}
        done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    said = sentence(done)
    assert "The workbook's packages need 600 MB" in said
    assert "has only 52 MB free" in said
    assert "WORKBOOK_VENV" in said


def test_a_second_suite_waits_for_nobody_and_says_who_runs(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(copy.wheels))
    with one_at_a_time("test", "process 7, since 14:02, in /home/ana/workbook", lambda _: None):
        said = sentence(copy.run("test", "--quick"))
    assert said.startswith("Another test run is going on (process 7, since 14:02, in /home/ana/workbook)")


def test_a_lock_is_free_again_when_its_holder_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    holds = (
        "import tempfile, sys; tempfile.tempdir = sys.argv[1]\n"
        "from house.lock_file import one_at_a_time\n"
        "with one_at_a_time('test', 'me', print): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holds, tmp_path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        taken = threading.Event()

        def kill_and_wait_for(who: str) -> None:
            assert who == "me"
            holder.kill()
            holder.wait()
            taken.set()

        with one_at_a_time("test", "another", kill_and_wait_for):
            assert taken.is_set()


def test_the_student_bundle_says_that_it_cannot_test(copy: Copy) -> None:
    (copy.folder / "requirements-dev.lock").unlink()
    for command in ("test", "build", "bench"):
        said = sentence(copy.run(command))
        assert said == "This is the student bundle: it has only `lab`. Get the whole repository for the other commands."


@pytest.mark.parametrize(
    ("output", "beginning"),
    [
        ("error: failed to copy: No space left on device (os error 28)", "The disk is full."),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "The disk is full."),
        (
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]",
            "The package index shows a certificate",
        ),
        ("Caused by: invalid peer certificate: UnknownIssuer", "The package index shows a certificate"),
        (
            "error sending request for url (https://index.invalid/simple/anyio/)\ndns error",
            "The package index cannot be reached.",
        ),
        (
            "Retrying after connection broken by 'ConnectTimeoutError(...)'\nERROR: No matching",
            "The package index cannot",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A downloaded package is not the one",
        ),
        ("error: Hash mismatch for `anyio==4.16.0`", "A downloaded package is not the one"),
        ("OSError: [Errno 13] Permission denied: '/opt/venv/lib'", "The installer may not write here."),
        ("requirement uv==0.13.8 (from versions: none)\nERROR: No matching", "The package index does not answer, or"),
        ("ERROR: No matching distribution found for lupa==2.8", "The package index lacks a package"),
        ("all is well\nerror: something new", "The installation failed: error: something new."),
        ("", "The installation failed: no output."),
    ],
)
def test_a_failed_installation_is_explained_in_one_sentence(output: str, beginning: str) -> None:
    said = explain(output, Path("/w/.venv/workbook.log"))
    assert said.startswith(beginning)
    assert said.endswith("then run the same command again. (Details: /w/.venv/workbook.log)")
