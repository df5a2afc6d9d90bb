"""A few messages and one crash on their way: which arrive, how often, and what the ticks said meanwhile."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import hypot

from course.simulation.network import Conditions
from course.systems.chat.client import Event
from course.systems.chat.members import Members
from course.systems.chat.model import Deliver, Received, Send, Stored
from course.systems.chat.often_seen import RememberingClient, TrustingClient, publishing
from course.systems.chat.run import Chat, Flight, Run, Trip
from course.systems.chat.service import Gateway
from course.systems.chat.workload import Crash, Plan, Talk, Typed
from course.widgets.style import (
    GOOD,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    NOW,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
)
from course.widgets.svg import Box, Canvas, Point
from course.widgets.view import Control, Explorer

HOPE, STORE, CONFIRM = DESIGNS = ("publish and hope", "store first", "deliver until confirmed")
SHORT = ("hope", "store", "confirm")
"""For the slider; the picture has the whole name."""

MOMENTS_S = tuple(number / 10 for number in range(5, 41))
START_S = 2.6
ANA, BO, BOS = "ana/phone", "bo/phone", "g2"
TYPED_S = (0.6, 1.6, 2.6, 3.6)
WIRE_S, TRIP_S, DOWN_S, END_S, SEED = 0.22, 0.08, 2.0, 7.5, 1

LANES = {ANA: 112.0, "g1": 168.0, "stores": 224.0, "g2": 280.0, BO: 336.0}
NAMES = {ANA: "Ana's phone", "g1": "gateway 1", "stores": "stores", "g2": "gateway 2", BO: "Bo's phone"}
LEFT, SECOND_PX, AXIS_Y, LEGEND_Y = 122.0, 78.0, 392.0, 426.0
HEAD_PX, CROSS_PX, DISC_PX, TICKS_APART_S = 7.0, 5.0, 10.0, 0.6


@dataclass(frozen=True, slots=True)
class Arrow:
    """Something on its way from one lane to another; ``arrived_s`` is None if it never came."""

    source: str
    target: str
    sent_s: float
    arrived_s: float | None
    carries: bool
    """A message; otherwise a confirmation, or the hint that something lies in an inbox."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A small chat in which gateway 2, Bo's, dies at ``crash_s`` and is back two seconds later.

    ``again``: when a message came to Bo's phone that had been there before, and its number.
    """

    design: str
    crash_s: float
    memory: bool
    run: Run
    arrows: tuple[Arrow, ...]
    again: tuple[tuple[float, int], ...]

    @property
    def lost(self) -> int:
        """Copies that were acknowledged and never shown."""
        return self.run.verdict.lost

    @property
    def twice(self) -> int:
        """Copies that were shown again."""
        return self.run.verdict.twice

    @property
    def lies(self) -> tuple[Event, ...]:
        """Two ticks on Ana's phone for what Bo's phone had not shown at that moment."""
        shown = {event.sequence: event.at_s for event in reversed(_events(self.run, "shown", BO))}
        return tuple(event for event in _believed(self.run) if shown.get(event.cursor.delivered, END_S) > event.at_s)


@lru_cache(maxsize=len(DESIGNS) * len(MOMENTS_S) * 2)
def simulate(design: str, crash_s: float, memory: bool) -> Crossing:
    """Play it, with slow wires, so that one sees what is under way."""
    members = Members()
    for user in ("ana", "bo"):
        members.add_user(user)
    members.add_conversation("talk", ("ana", "bo"))
    typed = tuple(Typed(at_s, ANA, "talk", f"message {number}") for number, at_s in enumerate(TYPED_S, start=1))
    run = Chat(
        Talk(members, (ANA, BO), typed),
        Plan(crashes=(Crash(crash_s, BOS, DOWN_S),), wire=Conditions(delay_s=WIRE_S, jitter_s=0.0)),
        random.Random(SEED),
        gateways=("g1", BOS),
        make_gateway=Gateway if design == CONFIRM else publishing(store_first=design == STORE),
        make_client=RememberingClient if memory else TrustingClient,
        store_trip_s=TRIP_S,
        watch=True,
    ).play(rest_s=8.0)
    came: Counter[int] = Counter()
    again = []
    for number, flight in _copies(run):
        if flight.arrived_s is not None:
            came[number] += 1
            if came[number] > 1:
                again.append((flight.arrived_s, number))
    return Crossing(design, crash_s, memory, run, tuple(_arrows(run, design)), tuple(again))


def _copies(run: Run) -> Iterator[tuple[int, Flight]]:
    """What was sent to Bo's phone: a message's number, and its way."""
    for flight in run.flights:
        if isinstance(flight.frame, Deliver) and flight.target == BO:
            yield flight.frame.message.sequence, flight


def _arrows(run: Run, design: str) -> Iterator[Arrow]:
    """What the picture shows of all that travelled: messages to Bo and their confirmations, but no ticks."""
    for flight in run.flights:
        frame = flight.frame
        to_bo = isinstance(frame, Deliver) and flight.target == BO
        if isinstance(frame, Send) or to_bo:
            yield Arrow(flight.source, flight.target, flight.sent_s, flight.arrived_s, True)
        elif isinstance(frame, Stored) or (isinstance(frame, Received) and flight.source == BO):
            yield Arrow(flight.source, flight.target, flight.sent_s, flight.arrived_s, False)
        if isinstance(frame, Stored) and design == STORE:
            yield Arrow(flight.source, "stores", flight.sent_s - TRIP_S, flight.sent_s, True)
    for trip in run.trips:
        yield from _of_trip(trip)


def _of_trip(trip: Trip) -> Iterator[Arrow]:
    to_stores = trip.gateway, "stores", trip.at_s - TRIP_S, trip.at_s
    match trip.call, trip.arguments:
        case "add", _:
            yield Arrow(*to_stores, True)
        case "tell", (str() as gateway, [*devices], None | Deliver() as frame) if BO in devices:
            heard, carries = trip.at_s + TRIP_S if trip.result else None, frame is not None
            yield Arrow(*to_stores, carries)
            yield Arrow("stores", gateway, trip.at_s, heard, carries)
        case "pending", (device, *_) if device == BO and trip.result:
            yield Arrow("stores", trip.gateway, trip.at_s - TRIP_S, trip.at_s, True)
        case "confirm", (device, entries) if device == BO and entries:
            yield Arrow(*to_stores, False)


def delivery_view() -> Explorer[Crossing]:
    """Choose a design and a moment; by code: ``delivery_view().set(crash_s=1.5)``."""
    return Explorer(
        question="Gateway 2 dies while Ana writes four messages to Bo. What does Bo see, and what does Ana believe?",
        target=(
            "Target: deliver until confirmed, with a memory; the earliest crash after which a message comes to Bo's "
            "phone twice, and is shown once."
        ),
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("design", "Design", DESIGNS, HOPE, dict(zip(DESIGNS, SHORT, strict=True)).__getitem__),
            Control("crash_s", "Gateway 2 dies at", MOMENTS_S, START_S, lambda moment: f"{moment:.1f} s"),
            Control("memory", "Bo's phone remembers", (True, False), True, lambda memory: "yes" if memory else "no"),
        ],
    )


def verdict(crossing: Crossing) -> str:
    """The counters."""
    return f"lost {crossing.lost} · shown twice {crossing.twice} · ticks that lied {len(crossing.lies)}"


def describe(crossing: Crossing) -> str:
    """The crash, what left for Bo's phone and when, what it shows, what came twice, what Ana's ticks said."""
    memory = "remembers what it has shown" if crossing.memory else "remembers nothing"
    shown = [str(event.sequence) for event in _events(crossing.run, "shown", BO)]
    sent = [f"{number} at {way.sent_s:.2f} s by {NAMES[way.source]}" for number, way in _copies(crossing.run)]
    again = sorted({number for _, number in crossing.again})
    believed = max((event.cursor.delivered for event in _believed(crossing.run)), default=0)
    return (
        f"{crossing.design.capitalize()}. Gateway 2 dies at {crossing.crash_s:.1f} s, for {DOWN_S:g} s. "
        f"Bo's phone {memory}.\nSent to Bo's phone: {', '.join(sent) or 'nothing'}.\n"
        f"Bo's phone shows: {', '.join(shown) or 'nothing'}. "
        f"Came twice: {', '.join(map(str, again)) or 'none'}. Ana has two ticks up to message {believed}.\n"
        f"Lost: {crossing.lost}. Shown twice: {crossing.twice}. Ticks that lied: {len(crossing.lies)}."
    )


def _events(run: Run, what: str, device: str) -> list[Event]:
    return [event for event in run.events if event.what == what and event.device == device]


def _believed(run: Run) -> list[Event]:
    """What Ana's phone heard of Bo's."""
    return [event for event in _events(run, "ticks", ANA) if event.user == "bo"]


def draw(crossing: Crossing) -> Canvas:
    """One lane for each machine, time to the right, an arrow for whatever travels."""
    canvas = Canvas(720, LEGEND_Y + 26)
    canvas.text((16, 26), crossing.design.capitalize(), size_px=TITLE_PX, bold=True)
    harm = crossing.lost or crossing.twice or crossing.lies
    canvas.text((704, 26), verdict(crossing), anchor="end", bold=True, fill=LIMIT_INK if harm else INK)
    canvas.add(_ground())
    _draw_crash(canvas, crossing.crash_s)
    for carries in (False, True):
        _draw_arrows(canvas, [arrow for arrow in crossing.arrows if arrow.carries is carries], carries=carries)
    _draw_ana(canvas, crossing)
    _draw_bo(canvas, crossing)
    return canvas


def _at(lane: str, moment_s: float) -> Point:
    return LEFT + moment_s * SECOND_PX, LANES[lane]


@cache
def _ground() -> Canvas:
    """What never changes: lanes, the axis, the legend."""
    canvas = Canvas(720, LEGEND_Y + 26)
    for lane, y in LANES.items():
        canvas.text((16, y), NAMES[lane], bold=lane in (ANA, BO))
    canvas.pieces([(_at(lane, 0), _at(lane, END_S)) for lane in LANES], stroke=RULE, stroke_px=1.5)
    for second in range(int(END_S) + 1):
        canvas.text(
            (LEFT + second * SECOND_PX, AXIS_Y), f"{second} s", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK
        )
    x = 24.0
    for words, carries in (("message", True), ("confirmation or hint", False)):
        _draw_arrows(canvas, [], carries=carries, legend=((x, LEGEND_Y), (x + 28, LEGEND_Y)))
        x = canvas.text((x + 36, LEGEND_Y), words, size_px=SMALL_PX).right + 18
    _draw_crosses(canvas, [(x + 6, LEGEND_Y)])
    x = canvas.text((x + 18, LEGEND_Y), "never came", size_px=SMALL_PX).right + 18
    _disc(canvas, (x + 8, LEGEND_Y), "1", "shown")
    x = canvas.text((x + 24, LEGEND_Y), "shown", size_px=SMALL_PX).right + 18
    _disc(canvas, (x + 8, LEGEND_Y), "1", "twice")
    x = canvas.text((x + 24, LEGEND_Y), "shown again", size_px=SMALL_PX).right + 18
    _disc(canvas, (x + 8, LEGEND_Y), "1", "forgotten")
    canvas.text((x + 24, LEGEND_Y), "came twice", size_px=SMALL_PX)
    return canvas


def _draw_crash(canvas: Canvas, crash_s: float) -> None:
    (left, y), (right, _) = _at(BOS, crash_s), _at(BOS, crash_s + DOWN_S)
    canvas.rect(Box(left, y - 13, right, y + 13), fill=GROUND, stroke=LIMIT, stroke_px=1.5, hatch="stripes")
    canvas.text(((left + right) / 2, y), "dead", anchor="middle", size_px=SMALL_PX, bold=True, halo=True)


def _draw_arrows(
    canvas: Canvas, arrows: list[Arrow], *, carries: bool, legend: tuple[Point, Point] | None = None
) -> None:
    """All arrows of one kind as few shapes, which browsers draw fast."""
    lines, heads, ends = [legend] if legend else [], [], []
    for arrow in arrows:
        if arrow.sent_s > END_S:
            continue
        start = _at(arrow.source, arrow.sent_s)
        if arrow.arrived_s is None:
            usual_s = TRIP_S if "stores" in (arrow.source, arrow.target) else WIRE_S
            x, y = _at(arrow.target, arrow.sent_s + usual_s)
            ends.append(((start[0] + x) / 2, (start[1] + y) / 2))
            lines.append((start, ends[-1]))
        else:
            lines.append((start, _at(arrow.target, arrow.arrived_s)))
            heads.append(_head(*lines[-1]))
    if legend:
        heads.append(_head(*legend))
    colour = NOW if carries else QUIET_INK
    if lines:
        canvas.pieces(lines, stroke=colour, stroke_px=2.5 if carries else 1)
    if heads:
        canvas.polygons(heads, fill=colour)
    if ends:
        _draw_crosses(canvas, ends)


def _head(start: Point, tip: Point) -> list[Point]:
    length = hypot(tip[0] - start[0], tip[1] - start[1]) or 1.0
    along_x, along_y = (tip[0] - start[0]) / length, (tip[1] - start[1]) / length
    back_x, back_y = tip[0] - HEAD_PX * along_x, tip[1] - HEAD_PX * along_y
    half_px = HEAD_PX * 0.5
    return [
        tip,
        (back_x - half_px * along_y, back_y + half_px * along_x),
        (back_x + half_px * along_y, back_y - half_px * along_x),
    ]


def _draw_crosses(canvas: Canvas, places: list[Point]) -> None:
    strokes = [
        ((x - CROSS_PX, y - sign * CROSS_PX), (x + CROSS_PX, y + sign * CROSS_PX))
        for x, y in places
        for sign in (1, -1)
    ]
    canvas.pieces(strokes, stroke=LIMIT, stroke_px=3)


def _draw_ana(canvas: Canvas, crossing: Crossing) -> None:
    """Her messages as she types them; above, one tick for what is stored, and two for what is said to be delivered."""
    for number, at_s in enumerate(TYPED_S, start=1):
        x, y = _at(ANA, at_s)
        _disc(canvas, (x, y), str(number), "shown")
    for event in _events(crossing.run, "stored", ANA):
        x, y = _at(ANA, event.at_s)
        canvas.text((x, y - 20), f"✓{event.sequence}", anchor="middle", size_px=SMALL_PX, bold=True, halo=True)
    events = _believed(crossing.run)
    for event, following in zip(events, [*events[1:], None], strict=True):
        if following is not None and following.at_s < event.at_s + TICKS_APART_S:
            continue  # the next one stands in its place a moment later
        x, y = _at(ANA, event.at_s)
        number, lied = event.cursor.delivered, event in crossing.lies
        canvas.text(
            (x, y - 40),
            f"✓✓{number}{' ?!' if lied else ''}",
            anchor="middle",
            size_px=SMALL_PX,
            bold=True,
            fill=LIMIT_INK if lied else INK,
            halo=True,
        )


def _draw_bo(canvas: Canvas, crossing: Crossing) -> None:
    """What his phone shows, and what came again; where much comes at once, one below the other."""
    came = [(event.at_s, event.sequence, "shown") for event in _events(crossing.run, "shown", BO)]
    if crossing.memory:
        came += [(at_s, number, "forgotten") for at_s, number in crossing.again]
    seen: set[int] = set()
    free: list[float] = []  # of each row: from where on it is free
    for at_s, number, kind in sorted(came):
        x, y = _at(BO, at_s)
        row = next((row for row, right in enumerate(free) if right <= x - DISC_PX), len(free))
        free[row : row + 1] = [x + DISC_PX]
        _disc(canvas, (x, y + 19 * row), str(number), "twice" if kind == "shown" and number in seen else kind)
        seen.add(number)


def _disc(canvas: Canvas, at: Point, label: str, kind: str) -> None:
    looks = {"shown": (GOOD, "solid"), "twice": (LIMIT, "solid"), "forgotten": (QUIET_INK, "dotted")}
    stroke, dash = looks[kind]
    canvas.circle(at, DISC_PX, fill=GROUND, stroke=stroke, stroke_px=3 if kind == "twice" else 2, dash=dash)
    canvas.text(at, label, anchor="middle", size_px=SMALL_PX, bold=kind != "forgotten")
