"""What the reader sees: short lines with their seconds, and trouble in one sentence."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

STILL_WORKING_EVERY_S = 15.0


class Trouble(Exception):
    """One sentence that says what is wrong, and one that says what to do."""


def run_step(label: str, command: Sequence[str | Path], log: Path, environment: Mapping[str, str]) -> tuple[bool, str]:
    """Run a program behind one line of progress; its output goes to the end of ``log``.

    Returns:
        Whether it succeeded, and what it wrote.
    """
    started_s = time.monotonic()
    on_screen = sys.stdout.isatty()
    if on_screen:
        print(f"  {label} ...", end="", flush=True)
    with log.open("a+", encoding="utf-8", errors="replace") as output:
        output.seek(0, 2)
        begin = output.tell()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment)
        try:
            _wait(process, label, started_s, on_screen)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    elapsed_s = time.monotonic() - started_s
    start_of_line = "\r" if on_screen else ""
    outcome = "" if process.returncode == 0 else ", without success"
    print(f"{start_of_line}  {label}: {elapsed_s:.1f} s{outcome}", flush=True)
    with log.open(encoding="utf-8", errors="replace") as output:
        output.seek(begin)
        return process.returncode == 0, output.read()


def _wait(process: subprocess.Popen[bytes], label: str, started_s: float, on_screen: bool) -> None:
    told_s = started_s
    while True:
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            now_s = time.monotonic()
            if on_screen:
                print(f"\r  {label} ... {now_s - started_s:.0f} s", end="", flush=True)
            elif now_s - told_s >= STILL_WORKING_EVERY_S:
                told_s = now_s
                print(f"  {label} ... still working after {now_s - started_s:.0f} s", flush=True)
        else:
            return
