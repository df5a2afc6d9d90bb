"""An asyncio loop in a thread of its own, for code that itself does not wait with ``await``."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

ANSWER_S = 30.0
"""A safeguard: whoever asks the loop for something waits so long at most."""


class LoopThread:
    """Runs coroutines and calls from other threads; ``close`` ends what still runs, and the thread."""

    def __init__(self, name: str) -> None:
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name=name, daemon=True)
        self._thread.start()
        self._started.wait()

    def run(self, work: Coroutine[Any, Any, Result], timeout_s: float = ANSWER_S) -> Result:
        """Run a coroutine there, and wait for what it returns.

        Raises:
            TimeoutError: it took too long, and was cancelled.
        """
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout_s)
        finally:
            future.cancel()  # nothing to do, unless we were interrupted

    def call(self, action: Callable[[], Result]) -> Result:
        """Call a function there, and wait for what it returns."""

        async def called() -> Result:
            return action()

        return self.run(called())

    def soon(self, action: Callable[[], object]) -> None:
        """Call a function there, before long, and do not wait; nothing happens once the loop is closed."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(action)

    def close(self) -> None:
        """Cancel what still runs, and wait for the end of the thread."""
        self.soon(self._end.set)
        self._thread.join()

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        self._started.set()
        await self._end.wait()
