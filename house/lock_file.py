"""Only one at a time on this machine: a lock that the operating system drops when its holder ends, however it ends."""

import getpass
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PLACE_OF_LOCK_BYTE = 1 << 20  # far behind the holder's name, which others read while it is locked (Windows)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        file.seek(PLACE_OF_LOCK_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def lock_path(name: str) -> Path:
    """Where the lock of this name lies: one a user, because another user's file could not be opened."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    digest = hashlib.sha256(f"{user} {name}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"system-design-workbook-{digest}.lock"


@contextmanager
def one_at_a_time(name: str, holder: str, when_taken: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock ``name``; while another process has it, call ``when_taken(its holder)`` every half second.

    ``when_taken`` waits by returning, and gives up by raising.
    """
    path = lock_path(name)
    with path.open("a+", encoding="utf-8") as file:
        while not _try_lock(file):
            when_taken(path.read_text(encoding="utf-8").strip())
            time.sleep(0.5)
        file.seek(0)
        file.truncate()
        file.write(holder)
        file.flush()
        yield
