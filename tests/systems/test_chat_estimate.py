"""What a chat costs: the published figures come out of their own inputs, and connections decide."""

import pytest

from course.estimates import find_claim
from course.systems.chat.estimate import load, published

SIZES = [(10e6, 1e9), (500e6, 50e9)]
SOCKET_BYTES = 15_000


@pytest.mark.parametrize(("connections", "messages_a_day"), SIZES)
def test_connections_need_more_gateways_than_messages(connections, messages_a_day):
    needed = load(connections, messages_a_day, socket_bytes=SOCKET_BYTES)
    assert needed.dominant == "connections"
    assert needed.gateways == needed.for_connections
    assert needed.for_connections.value > 5 * needed.for_messages.value


def test_ten_million_connections_in_the_words_of_the_sheet():
    needed = load(10e6, 1e9, socket_bytes=SOCKET_BYTES)
    assert needed.messages.number("messages/s") == pytest.approx(11_574, rel=1e-4)
    assert needed.deliveries.number("deliveries/s") == pytest.approx(115_741, rel=1e-4)
    assert needed.outgoing.number("MB/s") == pytest.approx(11.57, rel=1e-3)
    assert needed.memory.number("GB") == pytest.approx(150)
    assert needed.kept_per_year.number("TB") == pytest.approx(36.5)
    assert needed.heartbeats.number("heartbeats/s") == pytest.approx(333_333, rel=1e-4)
    # 200 that are full: 286 at 70 %, and one zone of three down makes 429.
    assert needed.for_connections.value == 429


def test_without_spare_and_zones_it_is_the_published_count():
    assert load(10e6, 1e9, socket_bytes=1, utilisation=1.0, zones=1).for_connections.value == 200
    assert load(500e6, 50e9, socket_bytes=1, utilisation=1.0, zones=1).for_connections.value == 10_000


def test_few_connections_and_very_many_receivers_turn_it_round():
    assert load(1e6, 50e9, socket_bytes=1, receivers_each=1_000).dominant == "messages"


def test_published_figures_stand_beside_their_gateways():
    small, large, one = published()
    assert (small.connections.value, small.gateways.value) == (10e6, 200)
    assert (large.connections.value, large.gateways.value) == (500e6, 10_000)
    assert one.connections.value == 2_277_845
    assert "WhatsApp" in one.source
    assert "2012" in one.source


@pytest.mark.parametrize("claim", ["chat.d67.msgs-per-s", "chat.cs.msgs-per-s", "chat.ru1.msgs-per-s"])
def test_message_rates_are_those_that_were_published(claim):
    billions = {"chat.d67": 1, "chat.cs": 50, "chat.ru1": 5}[claim.rpartition(".")[0]]
    messages = load(1, billions * 1e9, socket_bytes=1).messages
    assert messages.number("messages/s") == pytest.approx(find_claim(claim).recomputed())
