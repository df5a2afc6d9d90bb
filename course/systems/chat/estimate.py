"""What a chat costs: open connections decide how many gateways there are, and messages hardly do."""

from dataclasses import dataclass
from functools import partial

from course.estimates import Quantity, bandwidth, fan_out, find_claim, quantity, servers, sourced, stored

MESSAGE_BYTES = 100.0  # claims chat.ru1.msg-size, chat.d67.msg-size and chat.cs.msg-size
CONNECTIONS_EACH = 50_000.0  # claim chat.d67.conns-per-server
RECEIVERS = 10.0  # claim chat.d67.recipients
DELIVERIES_EACH_PER_S = 20_000.0  # an assumption
PEAK_FACTOR = 5.0  # claim chat.ru1.peak-factor
HEARTBEAT_S = 30.0  # claim chat.ru1.heartbeat


@dataclass(frozen=True, slots=True)
class Load:
    """What has to be carried, and by how many gateways.

    ``for_connections`` and ``for_messages`` are the gateways that each would need alone; the larger one counts.
    """

    connections: Quantity
    messages: Quantity
    deliveries: Quantity
    heartbeats: Quantity
    outgoing: Quantity
    memory: Quantity
    kept_per_year: Quantity
    for_connections: Quantity
    for_messages: Quantity

    @property
    def gateways(self) -> Quantity:
        """How many there have to be."""
        return max(self.for_connections, self.for_messages, key=lambda count: count.value)

    @property
    def dominant(self) -> str:
        """What decides: ``connections`` or ``messages``."""
        return "connections" if self.for_connections.value >= self.for_messages.value else "messages"


def load(
    connections: float,
    messages_per_day: float,
    *,
    socket_bytes: float,
    receivers_each: float = RECEIVERS,
    connections_each: float = CONNECTIONS_EACH,
    deliveries_each_per_s: float = DELIVERIES_EACH_PER_S,
    utilisation: float = 0.7,
    zones: int = 3,
) -> Load:
    """Estimate it, with one of ``zones`` down and no gateway over ``utilisation``.

    ``socket_bytes`` is to be measured; ``deliveries_each_per_s`` is an assumption for one gateway. Gateways carry the
    busiest second, five times the average; a day's messages make the storage.

    Raises:
        CourseError: the utilisation is no share, or there is no zone.
    """
    open_sockets = quantity(connections, "connections")
    messages = quantity(messages_per_day, "messages/day").per("s")
    deliveries = fan_out(messages, receivers_each)
    spare = partial(servers, utilisation=utilisation, zones=zones, zones_down=int(zones > 1))
    return Load(
        connections=open_sockets,
        messages=messages,
        deliveries=deliveries,
        heartbeats=quantity(connections / HEARTBEAT_S, "heartbeats/s"),
        outgoing=bandwidth(deliveries, quantity(MESSAGE_BYTES, "B/delivery")),
        memory=open_sockets * quantity(socket_bytes, "B/connection"),
        kept_per_year=stored(messages, quantity(MESSAGE_BYTES, "B/message"), quantity(365, "days")),
        for_connections=spare(open_sockets, quantity(connections_each, "connections/server")),
        for_messages=spare(deliveries * PEAK_FACTOR, quantity(deliveries_each_per_s, "deliveries/s/server")),
    )


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure, and where it stands."""

    label: str
    connections: Quantity
    gateways: Quantity
    source: str


def published() -> tuple[Published, ...]:
    """How many connections published designs hold, and the gateways that these make at their 50,000 each.

    The third line is no design but a machine that ran: what one server of WhatsApp held.
    """
    tenth = float(find_claim("chat.d67.connections").stated) * 1e6
    everybody = float(find_claim("chat.cs.connections").stated)
    one_machine = sourced("whatsapp-connections")
    return (
        Published("every tenth of 100 M", *_at_full(tenth), "an estimate often seen"),
        Published("all of 500 M", *_at_full(everybody), "an estimate often seen"),
        Published("one server", one_machine.quantity, quantity(1, "servers"), f"{one_machine.who}, {one_machine.year}"),
    )


def _at_full(connections: float) -> tuple[Quantity, Quantity]:
    held = quantity(connections, "connections")
    return held, servers(held, quantity(CONNECTIONS_EACH, "connections/server"), utilisation=1.0)
