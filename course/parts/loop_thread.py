"""An asyncio loop in a thread of its own, for code that itself does not wait with ``await``."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

ANSWER_S = 30.0
"""A safeguard: whoever asks the loop for something waits so long at most."""


class LoopThread:
    """Runs coroutines and calls that come from other threads; ``close`` ends what still runs, and the thread."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        try:
            self._thread.start()
        except BaseException:  # interrupted while it waits for the thread, which may run by now
            self.soon(self._end.set)
            raise

    def run(self, work: Coroutine[Any, Any, Result], timeout_s: float = ANSWER_S) -> Result:
        """Run a coroutine there, and wait for what it returns.

        Raises:
            TimeoutError: it took too long, and was cancelled.
            RuntimeError: the loop is closed.
        """
        try:
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise
        try:
            return future.result(timeout_s)
        finally:
            future.cancel()  # it is done, unless we were interrupted

    def call(self, action: Callable[[], Result]) -> Result:
        """Call a function there, and wait for what it returns.

        Raises:
            RuntimeError: the loop is closed.
        """

        async def called() -> Result:
            return action()

        return self.run(called())

    def soon(self, action: Callable[[], object]) -> None:
        """Call a function there before long, and do not wait; a closed loop does nothing."""
        try:
            self._loop.call_soon_threadsafe(action)
        except RuntimeError:
            return

    def close(self) -> None:
        """Cancel what still runs, and wait for the end of the thread."""
        self.soon(self._end.set)
        self._thread.join()

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._wait())

    async def _wait(self) -> None:
        await self._end.wait()
