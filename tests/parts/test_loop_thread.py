"""A loop in a thread: it runs what others ask for, and its end is one."""

import asyncio
import threading

import pytest

from course.parts.loop_thread import LoopThread


@pytest.fixture
def loop():
    thread = LoopThread("a loop")
    try:
        yield thread
    finally:
        thread.close()


def test_it_runs_what_others_ask_for_in_its_own_thread(loop):
    async def name():
        await asyncio.sleep(0)
        return threading.current_thread().name

    assert loop.run(name()) == "a loop"
    assert loop.call(lambda: threading.current_thread().name) == "a loop"


def test_what_is_raised_there_is_raised_here(loop):
    with pytest.raises(ZeroDivisionError):
        loop.call(lambda: 1 / 0)


def test_soon_does_not_wait(loop):
    done = threading.Event()
    loop.soon(done.set)
    assert done.wait(5)


def test_whoever_waits_too_long_is_told_and_the_work_is_cancelled(loop):
    cancelled = threading.Event()

    async def forever():
        try:
            await asyncio.sleep(3_600)
        finally:
            cancelled.set()

    with pytest.raises(TimeoutError):
        loop.run(forever(), timeout_s=0.05)
    assert cancelled.wait(5)


def test_close_cancels_what_runs_and_may_be_called_again():
    thread, ended = LoopThread("a loop"), []

    async def start():
        async def forever():
            try:
                await asyncio.sleep(3_600)
            finally:
                ended.append(True)

        task = asyncio.create_task(forever())
        await asyncio.sleep(0)
        return task

    thread.run(start())
    thread.close()
    thread.close()
    assert ended == [True]
    assert "a loop" not in {each.name for each in threading.enumerate()}
    with pytest.raises(RuntimeError):
        thread.call(lambda: None)
    thread.soon(lambda: None)
