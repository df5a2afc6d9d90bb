"""Notebooks with every widget of the course in them."""

from collections.abc import Iterable

import nbformat

CELLS = {
    "clock_face": """
from course.widgets.multiplier import clock_face
clock_face()
""",
    "link_estimate": """
from course.widgets.link_estimate import link_estimate
estimate = link_estimate()
estimate
""",
    "two_callers": """
from course.widgets.two_callers import two_callers

def claim(store, owner):
    if store.get("sale") is None:
        store.set("sale", owner)
        return True
    return False

two_callers([lambda store: claim(store, "https://a.example"), lambda store: claim(store, "https://b.example")])
""",
    "load_and_wait": """
from course.widgets.waiting_room import load_and_wait
load_and_wait()
""",
    "hash_ring": """
from course.widgets.hash_ring import hash_ring
hash_ring()
""",
    "number_blocks": """
from course.widgets.number_blocks import number_blocks
number_blocks()
""",
    "crash_moment": """
from course.widgets.crash_moment import crash_moment
crash_moment()
""",
    "worker_lives": """
from course.widgets.worker_lives import worker_lives
worker_lives()
""",
    "address_anatomy": """
from course.widgets.address_anatomy import address_anatomy
address_anatomy()
""",
    "dispatch_view": """
from course.widgets.dispatch import dispatch_view
dispatch_view()
""",
    "ratchet_view": """
from course.widgets.ratchet import ratchet_view
ratchet_view()
""",
    "delivery_view": """
from course.widgets.delivery_view import delivery_view
delivery_view()
""",
    "estimates": """
from course.widgets.estimates import estimates
estimates("chat")
""",
    "plan_desk": """
from course.widgets.plan_desk import plan_desk
plan_desk()
""",
    "moving_list": """
from course.widgets.moving_list import moving_list
moving_list()
""",
    "feed_shape": """
from course.widgets.feed_shape import feed_shape
feed_shape()
""",
    "post_spread": """
from course.widgets.post_spread import post_spread
post_spread()
""",
    "fan_out": """
from course.widgets.fan_out import fan_out
fan_out()
""",
    "query_box": """
from course.widgets.quadtree import query_box
query_box()
""",
    "empty": """
from course.widgets.svg import Canvas
from course.widgets.view import Control, Explorer

Explorer(
    "An empty picture", "What a key press costs before a widget does anything.",
    simulate=lambda place: place, draw=lambda place: Canvas(400, 40), describe=lambda place: f"Place {place}.",
    controls=[Control("place", "Place", range(10), 0)],
)
""",
    "a picture": """
from course.widgets.figure import axes, picture
from course.widgets.style import SERIES
figure, plot = axes("links", "latency (ms)")
plot.plot([1, 2, 3], [2, 1, 2], **SERIES[0].as_line())
picture(figure, "The second link is the fastest.", "Compare the points.")
""",
}
PAGES = {  # as many to a page as a lesson has: JupyterLab lays out a page anew for every picture, and a long one slowly
    "shortener": ("clock_face", "link_estimate", "two_callers", "load_and_wait", "empty"),
    "codes and clicks": ("hash_ring", "number_blocks", "crash_moment", "worker_lives", "address_anatomy", "empty"),
    "chat": ("delivery_view", "empty"),
    "feed": ("moving_list", "feed_shape", "post_spread", "fan_out", "empty"),
    "rides and estimates": ("dispatch_view", "estimates", "plan_desk", "query_box", "ratchet_view", "empty"),
}


def gallery(names: Iterable[str] = tuple(CELLS)) -> nbformat.NotebookNode:
    """The notebook of these widgets, not yet run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELLS[name].strip()) for name in names])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook
