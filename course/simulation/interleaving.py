"""Several callers, one store: play every order in which their calls can reach it.

Each caller runs in a thread of its own, but only while it holds the baton, and it gets the baton for exactly one call
of the store. So an order is chosen, not left to luck, and a race that strikes once in a million runs is found at once.

Leaves out: what happens inside one call of the store. Each call is atomic here, as a single Redis command is.
"""

import inspect
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from course.errors import CourseError

MOST_CALLS = 20
"""A caller that calls the store more often than this is stopped: it waits for something that never comes."""

PATIENCE_S = 2.0
"""A caller that computes for longer than this between two calls is given up."""


class NameStore(Protocol):
    """Names and their values, as a caller sees them. Each call is atomic; two calls in a row are not."""

    def get(self, name: str) -> str | None:
        """The value of ``name``, or None when nobody has set it."""
        ...

    def set(self, name: str, value: str) -> None:
        """Set ``name``, whatever it was before."""
        ...

    def set_if_absent(self, name: str, value: str) -> bool:
        """Set ``name`` only if nobody has set it yet; tell whether we were the one (Redis: ``SET name value NX``)."""
        ...


Caller = Callable[[NameStore], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the store: who made it, and what came back."""

    caller: int
    operation: str
    arguments: tuple[str, ...]
    result: str | bool | None


@dataclass(frozen=True, slots=True)
class Run:
    """What one order of calls led to. Callers are numbered from 0, in the order in which they were given.

    ``results`` holds what each caller returned (None while it has not finished). ``errors`` holds one sentence for each
    caller that raised, or that was stopped because it would not come to an end, and None for all others.
    """

    schedule: tuple[int, ...]
    steps: tuple[Step, ...]
    results: tuple[object, ...]
    finished: tuple[bool, ...]
    errors: tuple[str | None, ...]
    store: dict[str, str]


class MemoryNameStore:
    """A :class:`NameStore` over a dictionary."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """The value of ``name``, or None when nobody has set it."""
        return self.values.get(name)

    def set(self, name: str, value: str) -> None:
        """Set ``name``, whatever it was before."""
        self.values[name] = value

    def set_if_absent(self, name: str, value: str) -> bool:
        """Set ``name`` only if nobody has set it yet; tell whether we were the one."""
        if name in self.values:
            return False
        self.values[name] = value
        return True


def run_schedule(callers: Sequence[Caller], schedule: Sequence[int]) -> Run:
    """Let the callers call the store in this order, one call each time their number comes up.

    The schedule may end early: whoever has not finished then is stopped. A number whose caller has already finished is
    passed over, so ``Run.schedule`` can be shorter than ``schedule``.

    Raises:
        ValueError: the schedule names a caller that does not exist.
    """
    for number in schedule:
        if not 0 <= number < len(callers):
            raise ValueError(f"The schedule names caller {number}; there are only 0 to {len(callers) - 1}.")
    turns = iter(schedule)
    return _play(callers, lambda waiting: next((number for number in turns if number in waiting), None))


def every_interleaving(callers: Sequence[Caller], limit: int = 5000) -> Iterator[Run]:
    """Play every order in which the callers' calls can reach a fresh store, each order once.

    Two callers with m and n calls have (m + n)! / (m! n!) orders. The callers run anew for each order, so they must
    depend on nothing but the store. Cost: about 0.1 ms a call of the store.

    Raises:
        CourseError: there are more than ``limit`` orders.
    """
    path: list[int] = []
    for _ in range(limit):
        crossings: list[tuple[int, ...]] = []
        run = _play(callers, partial(_follow, path, crossings))
        yield run
        path = _next_path(run.schedule, crossings)
        if not path:
            return
    raise CourseError(f"There are more than {limit} orders. Give fewer callers, or callers that make fewer calls.")


def holds_a_lock(caller: object) -> bool:
    """Whether a function names a lock: it keeps out the callers of its own process, and nobody else."""
    names = inspect.getclosurevars(caller) if inspect.isfunction(caller) else None
    seen = (*names.nonlocals.values(), *names.globals.values()) if names else ()
    return any(hasattr(each, "acquire") for each in seen)


def _follow(path: Sequence[int], crossings: list[tuple[int, ...]], waiting: tuple[int, ...]) -> int:
    """Walk along ``path``; beyond its end, let the first waiting caller go. Note at each step who was waiting."""
    position = len(crossings)
    crossings.append(waiting)
    return path[position] if position < len(path) else waiting[0]


def _next_path(schedule: Sequence[int], crossings: Sequence[tuple[int, ...]]) -> list[int]:
    """Depth first: go back to the last step that a later caller could have made, and let that one make it."""
    for position in reversed(range(len(schedule))):
        later = [number for number in crossings[position] if number > schedule[position]]
        if later:
            return [*schedule[:position], later[0]]
    return []


def _play(callers: Sequence[Caller], choose: Callable[[tuple[int, ...]], int | None]) -> Run:
    """Give the baton to whom ``choose`` picks among the waiting callers, until it picks None or nobody waits."""
    store = MemoryNameStore()
    steps: list[Step] = []
    players = [_Player(number, caller, store, steps) for number, caller in enumerate(callers)]
    try:
        for player in players:
            player.start()
        while waiting := tuple(player.number for player in players if player.waiting):
            chosen = choose(waiting)
            if chosen is None:
                break
            players[chosen].play()
    finally:
        for player in players:
            player.stop()
    return Run(
        schedule=tuple(step.caller for step in steps),
        steps=tuple(steps),
        results=tuple(player.result for player in players),
        finished=tuple(player.finished for player in players),
        errors=tuple(player.error for player in players),
        store=store.values,
    )


class _Stopped(BaseException):
    """Unwinds a caller's thread, past its ``except Exception``."""


class _Player:
    """One caller and its thread, which runs only between :meth:`play` and its next call of the store."""

    def __init__(self, number: int, caller: Caller, store: NameStore, steps: list[Step]) -> None:
        self.number = number
        self.waiting = False  # at a call of the store, for the baton
        self.finished = False
        self.result: object = None
        self.error: str | None = None
        self._caller = caller
        self._store = store
        self._steps = steps
        self._calls = 0
        self._stopping = False
        self._lost = False  # its thread cannot be ended
        self._baton = threading.Semaphore(0)
        self._baton_back = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, name=f"caller {number}", daemon=True)

    def start(self) -> None:
        """Run up to the first call of the store."""
        self._thread.start()
        self._wait_for_baton()

    def play(self) -> None:
        """Make the call at which the caller waits, then run up to its next one."""
        self.waiting = False
        self._baton.release()
        self._wait_for_baton()

    def stop(self) -> None:
        """End the thread if it waits for the baton, and see it off."""
        self._stopping = True
        if self.waiting:
            self.play()
        if self._thread.ident is not None and not self._lost:
            self._thread.join()

    def call(self, operation: str, *arguments: str) -> str | bool | None:
        """Wait for the baton, then make one call of the store. Runs in the caller's thread."""
        if not all(isinstance(argument, str) for argument in arguments):
            raise TypeError(f"store.{operation} takes strings; it was given {arguments!r}.")
        self._calls += 1
        if self._calls > MOST_CALLS and not self._stopping:
            self.error = f"It called the store more than {MOST_CALLS} times."
            self._stopping = True
        if not self._stopping:
            self.waiting = True
            self._baton_back.release()
            self._baton.acquire()
        if self._stopping:
            self._end_thread()
        result: str | bool | None = getattr(self._store, operation)(*arguments)
        self._steps.append(Step(self.number, operation, arguments, result))
        return result

    def _end_thread(self) -> None:
        if self._calls > 2 * MOST_CALLS:  # it swallows every _Stopped in a loop, so it can only be parked
            self._lost = True
            self._baton_back.release()
            threading.Event().wait()
        raise _Stopped

    def _wait_for_baton(self) -> None:
        if not self._baton_back.acquire(timeout=PATIENCE_S):
            self.error = f"It ran for more than {PATIENCE_S:g} s without calling the store or coming to an end."
            self._stopping = self._lost = True

    def _run(self) -> None:
        try:
            result = self._caller(_BatonStore(self))
            if not self._stopping:
                self.finished, self.result = True, result
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - a caller may even call exit(): the run reports it
            if not self._stopping:
                self.error = f"It raised {type(error).__name__}: {error}"
        finally:
            self._baton_back.release()


class _BatonStore:
    """The store as one caller sees it: each call first waits for the baton."""

    def __init__(self, player: _Player) -> None:
        self._player = player

    def get(self, name: str) -> str | None:
        """See :class:`NameStore`."""
        return self._player.call("get", name)  # type: ignore[return-value]  # call() serves three operations

    def set(self, name: str, value: str) -> None:
        """See :class:`NameStore`."""
        self._player.call("set", name, value)

    def set_if_absent(self, name: str, value: str) -> bool:
        """See :class:`NameStore`."""
        return bool(self._player.call("set_if_absent", name, value))
