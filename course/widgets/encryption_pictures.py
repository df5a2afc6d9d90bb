"""The figure of lesson 24: who holds which keys."""

import networkx as nx

from course.widgets.architecture import architecture
from course.widgets.figure import Picture


def encryption_architecture() -> Picture:
    """Who holds which keys, and what travels."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("ana", label="Ana's phone", note="private keys, texts", kind="person", layer=0)
    graph.add_node("keys", label="key server", note="public keys only", kind="service", layer=1)
    graph.add_node("relay", label="chat server", note="sealed bodies", kind="service", layer=1)
    graph.add_node("bo", label="Bo's phone", note="private keys, texts", kind="person", layer=2)
    graph.add_edge("ana", "keys", label="whose keys?")
    graph.add_edge("bo", "keys", label="his public keys")
    graph.add_edge("ana", "relay", label="sealed text")
    graph.add_edge("relay", "bo", label="sealed text")
    graph.add_edge("ana", "bo", label="compare the safety number", dash="dashed")
    return architecture(
        graph,
        "Private keys and texts are on the two phones only. The key server holds public keys, the chat server sealed "
        "texts. Ana and Bo compare the safety number past both servers.",
        "The dashed arrow passes no server: Ana and Bo compare the number by voice.",
    )
