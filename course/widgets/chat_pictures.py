"""The figures of lesson 23: what a crash loses, second by second, and the parts of a chat."""

from collections import Counter

import networkx as nx

from course.systems.chat.checker import lost_copies
from course.systems.chat.members import Members
from course.systems.chat.run import Run
from course.systems.chat.workload import Crash
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT


def lost_by_second(run: Run, members: Members, crash: Crash) -> Picture:
    """When the messages were written whose copies nobody saw."""
    typed = {(event.conversation, event.client_id): event.at_s for event in run.events if event.what == "typed"}
    lost = Counter(int(typed[conversation, name]) for _, conversation, name in lost_copies(run.events, members))
    last = int(max(typed.values()))
    figure, plot = axes("written at second", "copies lost", height_px=260)
    seconds = list(range(last + 1))
    counts = [lost[second] for second in seconds]
    plot.bar(seconds, counts, width=0.8, align="edge", facecolor=LIMIT, edgecolor=GROUND, hatch="//")
    for second, count in zip(seconds, counts, strict=True):
        if count:
            plot.text(second + 0.4, count, f" {count}", ha="center", va="bottom", fontsize=10)
    plot.axvline(crash.at_s, color=INK, linestyle="--", linewidth=1.5)
    plot.text(crash.at_s - 0.1, max(counts) * 0.9, f"{crash.gateway} dies", ha="right", va="center", fontsize=10)
    plot.set_xlim(0, last + 1)
    plot.set_xticks(range(last + 2))
    plot.set_ylim(0, 1.15 * max(1, *counts))
    worst = max(seconds, key=lambda second: counts[second])
    return picture(
        figure,
        f"Of {sum(counts)} lost copies, {counts[worst]} belong to messages written in second {worst}; "
        f"the gateway died at {crash.at_s:g} s.",
        "Each bar: copies, of messages that were written in this second, that no device ever showed.",
    )


def chat_architecture() -> Picture:
    """Who holds what, and what travels."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("ana", label="Ana's phone", note="names its messages", kind="person", layer=0)
    graph.add_node("bo", label="Bo's phone", note="remembers “up to 7”", kind="person", layer=0)
    graph.add_node("g1", label="gateway 1", note="sockets, a window", kind="service", layer=1)
    graph.add_node("g2", label="gateway 2", note="sockets, a window", kind="service", layer=1)
    graph.add_node("log", label="messages", note="DuckDB: 1, 2, 3 …", kind="store", layer=2)
    graph.add_node("hub", label="inboxes", note="Redis, with cursors", kind="cache", layer=2)
    graph.add_edge("ana", "g1", label="message")
    graph.add_edge("g1", "log", label="store")
    graph.add_edge("g1", "hub", label="inbox")
    graph.add_edge("hub", "g2", label="hint", dash="dashed")
    graph.add_edge("g2", "bo", label="message")
    return architecture(
        graph,
        "Ana's phone sends to gateway 1, which stores the message, puts it into inboxes, acknowledges it, and lets "
        "gateway 2 know; gateway 2 takes it out of the inbox when Bo's phone has confirmed it.",
        "The dashed arrow may get lost without harm: a gateway looks into its inboxes once a second anyway.",
    )
