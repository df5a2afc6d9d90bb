"""Designs drawn from their graphs."""

import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from course.widgets.architecture import architecture
from course.widgets.shortener import shortener_architecture
from tests.widgets.layout import assert_legible_svg


def shortener():
    graph = nx.DiGraph()
    graph.add_node("visitor", label="Visitor", kind="person")
    graph.add_node("customer", label="Customer", kind="person")
    graph.add_node("service", label="Shortener", note="FastAPI")
    graph.add_node("cache", label="Cache", note="Redis, 1 % of links", kind="cache")
    graph.add_node("links", label="Links", note="DuckDB", kind="store")
    graph.add_node("clicks", label="Click log", kind="queue")
    graph.add_edge("visitor", "service", label="GET /code")
    graph.add_edge("service", "visitor", label="302")
    graph.add_edge("customer", "service", label="POST /links")
    graph.add_edge("service", "cache", label="look here first")
    graph.add_edge("cache", "links", label="only on a miss")
    graph.add_edge("service", "links", label="new links")
    graph.add_edge("service", "clicks", label="one line a click", dash="dashed")
    return graph


def three_servers():
    graph = nx.DiGraph()
    for server in ("web 1", "web 2", "web 3"):
        graph.add_edge("balancer", server, label="a third")
        graph.add_edge(server, "db", label="query")
    graph.add_edge("client", "balancer", label="request")
    graph.add_edge("client", "db", label="never")
    return graph


def words_and_places(picture):
    root = ET.fromstring(picture.svg)
    return {text.text: (float(text.get("x")), float(text.get("y"))) for text in root.iterfind(".//{*}text")}


def test_a_design_reads_from_left_to_right():
    places = words_and_places(architecture(shortener(), "alt", "caption"))
    across = [places[name][0] for name in ("Visitor", "Shortener", "Cache", "Links")]
    assert across == sorted(across)
    assert places["Visitor"][0] == pytest.approx(places["Customer"][0], abs=30)


def test_all_labels_and_notes_are_written():
    places = words_and_places(architecture(shortener(), "alt", "caption"))
    assert {"GET /code", "302", "POST /links", "DuckDB", "Click log"} <= set(places)
    assert {"look here", "first"} <= set(places) or "look here first" in places


def test_arrows_that_lead_back_do_not_push_their_target_to_the_right():
    graph = nx.DiGraph([("client", "server"), ("server", "store"), ("store", "server"), ("server", "client")])
    places = words_and_places(architecture(graph, "alt", "caption"))
    assert places["client"][0] < places["server"][0] < places["store"][0]


def test_a_design_of_one_box_is_a_design():
    graph = nx.DiGraph()
    graph.add_node("all of it")
    assert "all of it" in words_and_places(architecture(graph, "alt", "caption"))


def test_a_column_can_be_chosen():
    graph = nx.DiGraph([("a", "b"), ("a", "c")])
    graph.nodes["c"]["layer"] = 2
    places = words_and_places(architecture(graph, "alt", "caption"))
    assert places["b"][0] < places["c"][0]


def test_a_design_that_does_not_fit_is_refused_with_a_way_out():
    graph = nx.path_graph([f"a very long name, number {number}" for number in range(6)], create_using=nx.DiGraph)
    with pytest.raises(ValueError, match="shorten or break"):
        architecture(graph, "alt", "caption")


@pytest.mark.parametrize("design", [shortener, three_servers])
def test_no_label_lies_on_another(design):
    assert_legible_svg(architecture(design(), "alt", "caption").svg)


def test_the_shortener_is_legible():
    assert_legible_svg(shortener_architecture().svg)
