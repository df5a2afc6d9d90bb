"""What a system needs, from two or three inputs: loads, storage, lines, memory, servers and money, and what matters.

The simulation behind the widget of the estimates; ``plan_systems`` holds the ten systems. It draws nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from course.errors import CourseError
from course.estimates.capacity import servers
from course.estimates.claims import Claim, find_claim
from course.estimates.quantity import Quantity, quantity
from course.estimates.registry import sourced
from course.estimates.uncertainty import Bar, Between, tornado

UTILISATION = 0.7
LINE = quantity(10, "Gbit/s/server")  # an assumption: one 10-gigabit port a server
MEMORY = quantity(64, "GB/server")  # an assumption, too; disks are paid by the GB and counted in no server
REQUESTS_PER_SERVER = 80_000  # claim url-short.ru1.server-net-rps; optimistic, so measure yours
OPERATIONS_PER_STORE = 100_000  # claim url-short.ru1.redis-node-ops
CONNECTIONS = quantity(50_000, "connections/server")  # claim chat.d67.conns-per-server
NO_CONNECTIONS = quantity(0, "connections")
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Input:
    """One input on a log scale. ``unsure`` 3 means: the truth may be three times more, or three times less."""

    name: str
    label: str
    unit: str
    start: float
    low: float
    high: float
    unsure: float = 2.0

    def at(self, step: int) -> float:
        """The value so many steps from the start, three steps to a factor of ten (1, 2, 5), kept within its ends."""
        value = self.start * STEPS[step % 3] * 10.0 ** (step // 3)
        return min(self.high, max(self.low, float(f"{value:.12g}")))


@dataclass(frozen=True, slots=True)
class Demand:
    """A load as a system states it: its average rate, and how much of it one server does in a second.

    A ``steady`` one has no peak of its own: heartbeats of connections that were counted at the peak.
    """

    name: str
    average: Quantity
    per_server: float
    steady: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Something that comes again and again; ``needed`` are the servers of its peak, before rounding up."""

    name: str
    average: Quantity
    peak: Quantity
    needed: Quantity

    @property
    def servers(self) -> Quantity:
        """Whole servers."""
        return self.needed.rounded_up()


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is there all the time, and the servers that hold it: connections, memory."""

    name: str
    amount: Quantity
    servers: Quantity


@dataclass(frozen=True, slots=True)
class Need:
    """What a system says about itself: its loads, and what it keeps. ``bytes_out`` and ``bytes_in`` are averages."""

    loads: tuple[Demand, ...]
    bytes_out: Quantity
    bytes_in: Quantity
    stored: Quantity
    memory: Quantity
    connections: Quantity = NO_CONNECTIONS


@dataclass(frozen=True, slots=True)
class Published:
    """A published answer: its claim, the figure of the plan that it speaks of (None: no such figure), and its slip."""

    claim_id: str
    figure: str | None
    slip: str

    @property
    def claim(self) -> Claim:
        """The row of the data set."""
        return find_claim(self.claim_id)

    @property
    def stated(self) -> Quantity:
        """What the document says."""
        return quantity(float(self.claim.stated), self.claim.unit)


@dataclass(frozen=True, slots=True)
class System:
    """One system to estimate. ``need`` takes the inputs by name, as plain numbers in their units."""

    name: str
    title: str
    inputs: tuple[Input, ...]
    peak_factor: float
    need: Callable[..., Need]
    published: Published | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from the inputs. Lines are told at their peak, in bit/s; money is told per month."""

    system: System
    inputs: Mapping[str, float]
    loads: tuple[Load, ...]
    held: tuple[Held, ...]
    line_out: Quantity
    line_in: Quantity
    stored: Quantity
    memory: Quantity
    connections: Quantity
    servers: Quantity
    costs: Mapping[str, Quantity]
    figures: Mapping[str, Quantity]
    tornado: tuple[Bar, ...] = ()

    @property
    def dominant(self) -> Load:
        """Of what comes again and again, the load that needs most servers. What is held may need more."""
        return max(self.loads, key=lambda load: load.needed)

    @property
    def cost(self) -> Quantity:
        """What all of it costs."""
        return sum(self.costs.values(), quantity(0, "USD/month"))

    @property
    def published_figure(self) -> Quantity | None:
        """Our value of the figure that a published answer speaks of, for these inputs and in its unit."""
        published = self.system.published
        return self.figures[published.figure].to(published.claim.unit) if published and published.figure else None


def plan(system: System, **inputs: float) -> Plan:
    """Plan a system; an input that is not given stands at its start. Cost: some 2 ms, the tornado included.

    Raises:
        CourseError: the system has no such input, or one is not above 0.
    """
    known = {each.name: each.start for each in system.inputs}
    for name, value in inputs.items():
        if name not in known or not value > 0:
            raise CourseError(f"{system.title} takes {', '.join(known)}, each above 0; you gave {name}={value!r}.")
    values = known | inputs
    planned = _planned(system, values)
    ranges = {
        each.name: Between(values[each.name] / each.unsure, values[each.name] * each.unsure) for each in system.inputs
    }
    bars = tornado(partial(_cost, system), ranges)
    return Plan(**{name: getattr(planned, name) for name in Plan.__slots__ if name != "tornado"}, tornado=bars)


def _cost(system: System, **inputs: float) -> Quantity:
    return _planned(system, inputs).cost


def _planned(system: System, inputs: Mapping[str, float]) -> Plan:
    need, peak_factor = system.need(**inputs), system.peak_factor
    line_out, line_in = (average.to("bit/s") * peak_factor for average in (need.bytes_out, need.bytes_in))
    loads = (
        *(_load(demand, peak_factor) for demand in need.loads),
        *(
            Load(name, line / peak_factor, line, line / (LINE * UTILISATION))
            for name, line in (("bytes out", line_out), ("bytes in", line_in))
        ),
    )
    held = tuple(
        Held(name, amount, servers(amount, each, utilisation=UTILISATION))
        for name, amount, each in (
            ("open connections", need.connections, CONNECTIONS),
            ("memory", need.memory, MEMORY),
        )
        if amount.value
    )
    rows: tuple[Load | Held, ...] = (*loads, *held)
    count = sum((row.servers for row in rows), quantity(0, "servers"))
    return Plan(
        system=system,
        inputs=inputs,
        loads=loads,
        held=held,
        line_out=line_out,
        line_in=line_in,
        stored=need.stored,
        memory=need.memory,
        connections=need.connections,
        servers=count,
        costs={
            "servers": count * sourced("price-server").quantity,
            "storage": need.stored * sourced("price-storage").quantity,
            "bytes out": (need.bytes_out * sourced("price-egress").quantity).per("month"),
        },
        figures={load.name: load.average for load in loads}
        | {f"servers for {load.name}": load.servers for load in loads}
        | {"connections": need.connections},
    )


def _load(demand: Demand, peak_factor: float) -> Load:
    average = demand.average.per("s")
    peak = average if demand.steady else average * peak_factor
    each = Quantity(demand.per_server, average.dimensions) / quantity(1, "server")
    return Load(demand.name, average, peak, peak / (each * UTILISATION))
