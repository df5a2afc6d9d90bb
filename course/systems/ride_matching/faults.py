"""Dispatch hours in bad weather: lost and repeated messages, killed dispatchers, wrong clocks, a lost region."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

import redis

from course.clock import ManualClock
from course.simulation.timeline import Timeline
from course.stores import open_redis
from course.systems.ride_matching.board import Board, RedisBoard
from course.systems.ride_matching.day import DRAIN_S, Bank
from course.systems.ride_matching.designs import Design
from course.systems.ride_matching.eta import TravelTimes
from course.systems.ride_matching.fleet import Fleet
from course.systems.ride_matching.history import violations
from course.systems.ride_matching.model import Event, Idle, Outcome, Reply, Request
from course.systems.ride_matching.service import Dispatcher, Killed
from course.systems.ride_matching.trips import MATCHED, PAID, SEARCHING
from course.systems.ride_matching.workload import Answers, Day

APP_REPEATS_S = 5.0


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong. Shares are chances for each message, ``killed`` for each step of a dispatcher.

    ``clock_speeds``: one for each dispatcher. ``region_lost_at_s``: the store is gone from this moment on; its copy in
    another region lacks the last ``lag_s`` of writes. ``phones_report``: whether drivers and riders then tell the copy
    what they know.
    """

    lost: float = 0.02
    repeated: float = 0.05
    delay_s: tuple[float, float] = (0.05, 1.0)
    killed: float = 0.005
    down_s: float = 25.0
    clock_speeds: tuple[float, ...] = (0.7, 1.4)
    region_lost_at_s: float | None = None
    lag_s: float = 4.0
    phones_report: bool = True


NONE = Faults(lost=0, repeated=0, delay_s=(0.0, 0.0), killed=0, clock_speeds=(1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Hour:
    """What happened. ``kills``: dispatchers that died; ``dropped``: messages that never came."""

    events: tuple[Event, ...]
    broken: tuple[str, ...]
    kills: int
    dropped: int
    refused_claims: int


def redis_board(clock: ManualClock) -> Board:
    """A board on an empty Redis."""
    return RedisBoard(open_redis(clock=clock))


def play_hours(
    day: Day,
    design: Design,
    times: TravelTimes,
    answers: Answers,
    faults: Faults,
    rng: random.Random,
    *,
    board: Callable[[ManualClock], Board] = redis_board,
) -> Hour:
    """Play a part of a day with several dispatchers, under these faults; then let everything come to rest.

    Raises:
        ValueError: a region is to be lost, and the board is not on Redis.
    """
    storm = _Storm(day, design, times, answers, faults, rng, board)
    if faults.region_lost_at_s is not None and not isinstance(storm.board, RedisBoard):
        raise ValueError("Only a board on Redis has a copy in another region. Use redis_board.")
    return storm.play()


class _Storm:
    """One run: the dispatchers, the network between them and the phones, and whatever breaks."""

    def __init__(
        self,
        day: Day,
        design: Design,
        times: TravelTimes,
        answers: Answers,
        faults: Faults,
        rng: random.Random,
        board: Callable[[ManualClock], Board],
    ) -> None:
        self.timeline = Timeline(ManualClock(0.0))
        self.timeline.run(day.from_s)
        self.end_s = day.to_s + DRAIN_S
        self.day, self.design, self.faults, self.rng = day, design, faults, rng
        self.requests = {request.trip: request for request in day.requests}
        self.fleet = Fleet(self.timeline, times, answers, self.requests.__getitem__)
        self.fleet.office = self
        self.bank = Bank(self.timeline, self.fleet.events)
        self.board = board(self.timeline.clock)
        self.copy: dict[str, object] = {}
        self.kills = self.dropped = 0
        self.ended: set[int] = set()  # trips whose rider's app has heard the end
        self.dispatchers = [
            Dispatcher(
                f"d{number}",
                self.timeline,
                self.board,
                design,
                self,
                charge=self.bank.charge,
                fault=self._maybe_kill,
                clock_speed=speed,
            )
            for number, speed in enumerate(faults.clock_speeds)
        ]

    def play(self) -> Hour:
        """Run to the end."""
        for shift in self.day.shifts:
            self.timeline.at(shift.from_s, partial(self.fleet.begin, shift))
        for request in self.day.requests:
            self.timeline.at(request.at_s, partial(self._begin, request))
            self.timeline.at(request.at_s + request.patience_s, partial(self._lose_patience, request.trip))
        for dispatcher in self.dispatchers:
            self._choose(dispatcher)
        if self.faults.region_lost_at_s is not None:
            self.timeline.at(self.faults.region_lost_at_s - self.faults.lag_s, self._copy_region)
            self.timeline.at(self.faults.region_lost_at_s, self._lose_region)
        self.timeline.run(self.end_s)
        final = {trip: self.board.trip(trip)[0] for trip in self.requests}
        refused = sum(dispatcher.refused_claims for dispatcher in self.dispatchers)
        broken = violations(self.fleet.events, final)
        return Hour(tuple(self.fleet.events), tuple(broken), self.kills, self.dropped, refused)

    # --- the network ---------------------------------------------------------------------------------------------

    def _send(self, action: Callable[[], object]) -> None:
        if self.rng.random() < self.faults.lost:
            self.dropped += 1
            return
        for _ in range(1 + (self.rng.random() < self.faults.repeated)):
            self.timeline.after(self.rng.uniform(*self.faults.delay_s), action)

    def _at(self, dispatcher: Dispatcher, action: Callable[[Dispatcher], object]) -> None:
        """Let a dispatcher do something; it may be down, or die of it."""
        if not dispatcher.up:
            return
        try:
            action(dispatcher)
        except Killed:
            self.kills += 1
            dispatcher.crash()
            self.timeline.after(self.faults.down_s, partial(self._restart, dispatcher))

    def _any(self) -> Dispatcher:
        return self.rng.choice(self.dispatchers)

    def _owner(self, trip: int) -> Dispatcher:
        return self.dispatchers[trip % len(self.dispatchers)]

    # --- phones to dispatchers -----------------------------------------------------------------------------------

    def answer(self, trip: int, driver: int, token: str, reply: Reply) -> None:
        """See ``fleet.Office``: an answer goes to the trip's own dispatcher, and every second one to any."""
        target = self._owner(trip) if self.rng.random() < 0.5 else self._any()
        self._send(partial(self._at, target, lambda office: office.answer(trip, driver, token, reply)))

    def report(self, trip: int, event: str, driver: int, heard: Callable[[Outcome], None]) -> None:
        """See ``fleet.Office``."""

        def deliver(office: Dispatcher) -> None:
            outcome = office.report(trip, event, driver)
            self._send(partial(heard, outcome))

        self._send(partial(self._at, self._any(), deliver))

    # --- dispatchers to phones -----------------------------------------------------------------------------------

    def idle(self) -> list[Idle]:
        """See ``service.Drivers``."""
        return self.fleet.idle()

    def offer(self, trip: int, driver: int, token: str) -> None:
        """See ``service.Drivers``."""
        self._send(partial(self.fleet.offer, trip, driver, token))

    def withdraw(self, driver: int, token: str) -> None:
        """See ``service.Drivers``."""
        self._send(partial(self.fleet.withdraw, driver, token))

    def tell_yours(self, trip: int, driver: int, token: str) -> None:
        """See ``service.Drivers``."""
        self._send(partial(self.fleet.tell_yours, trip, driver, token))

    def tell_gone(self, trip: int, driver: int, token: str | None = None) -> None:
        """See ``service.Drivers``."""
        self._send(partial(self.fleet.tell_gone, trip, driver, token))

    # --- riders --------------------------------------------------------------------------------------------------

    def _begin(self, request: Request) -> None:
        self.fleet.events.append(Event(self.timeline.clock.now_s(), "requested", request.trip))
        self._ask(request, set())

    def _ask(self, request: Request, heard: set[int]) -> None:
        """The app repeats its request until it hears that it was taken."""
        if heard or request.trip in self.ended:
            return

        def deliver(office: Dispatcher) -> None:
            office.request(request)
            self._send(partial(heard.add, request.trip))

        self._send(partial(self._at, self._owner(request.trip), deliver))
        self.timeline.after(APP_REPEATS_S, partial(self._ask, request, heard))

    def _lose_patience(self, trip: int) -> None:
        """The app repeats "cancel" until it hears an answer: gone, or a car is at the door."""
        if trip in self.ended:
            return

        def deliver(office: Dispatcher) -> None:
            state, _ = office.board.trip(trip)
            if state in {SEARCHING, MATCHED}:
                office.cancel(trip)
            self._send(partial(self.ended.add, trip))

        self._send(partial(self._at, self._owner(trip), deliver))
        self.timeline.after(APP_REPEATS_S, partial(self._lose_patience, trip))

    # --- what breaks ---------------------------------------------------------------------------------------------

    def _choose(self, dispatcher: Dispatcher) -> None:
        self._at(dispatcher, Dispatcher.choose)
        wait_s = self.design.every_s / self.faults.clock_speeds[self.dispatchers.index(dispatcher)]
        if self.timeline.clock.now_s() + wait_s < self.end_s:
            self.timeline.after(wait_s, partial(self._choose, dispatcher))

    def _maybe_kill(self, _point: str) -> None:
        if self.rng.random() < self.faults.killed and self.timeline.clock.now_s() < self.day.to_s:
            raise Killed

    def _restart(self, dispatcher: Dispatcher) -> None:
        dispatcher.recover(self.requests.__getitem__, lambda trip: self._owner(trip) is dispatcher)

    def _copy_region(self) -> None:
        self.copy = _contents(cast("RedisBoard", self.board).store)

    def _lose_region(self) -> None:
        """Switch to the copy. What its last seconds lack, the phones and the apps know."""
        store = open_redis(clock=self.timeline.clock)
        _fill(store, self.copy)
        self.board = RedisBoard(store)
        for dispatcher in self.dispatchers:
            dispatcher.board = self.board
        if self.faults.phones_report:
            self._drivers_report()
            self._riders_report()
        for dispatcher in self.dispatchers:
            if dispatcher.up:
                self._restart(dispatcher)

    def _drivers_report(self) -> None:
        """Each phone says which trip it finished last, which one it let go, and which one it has."""
        cars = self.fleet.cars.values()
        for car in cars:
            if car.last_paid is not None:
                self.board.restore(car.last_paid, car.driver, PAID)
        for event in self.fleet.events:
            if event.kind == "let go":
                self.board.move(event.trip, "cancel", event.driver)
        for car in cars:
            if car.trip is not None:
                self.board.restore(car.trip, car.driver, car.stage)

    def _riders_report(self) -> None:
        """Each app asks again, or cancels again."""
        for request in self.requests.values():
            if request.at_s <= self.timeline.clock.now_s():
                self.board.open(request.trip)
        for trip in self.ended:
            self.board.move(trip, "cancel")


def _contents(store: redis.Redis) -> dict[str, object]:
    """Strings, hashes and sets, without their time to live: a claim in the copy has the whole time before it."""
    readers: dict[str, Callable[[str], object]] = {"string": store.get, "hash": store.hgetall, "set": store.smembers}
    return {key: readers[str(store.type(key))](key) for key in sorted(store.scan_iter())}


def _fill(store: redis.Redis, contents: dict[str, object]) -> None:
    for key, value in contents.items():
        if isinstance(value, str):
            store.set(key, value, ex=None if value.startswith("trip:") else 20)
        elif isinstance(value, dict):
            store.hset(key, mapping=value)
        else:
            store.sadd(key, *cast("set[str]", value))
