"""A small notebook with every widget of the course in it."""

import nbformat

CELLS = (
    """
from course.widgets.multiplier import clock_face
clock_face()
""",
    """
from course.widgets.link_estimate import link_estimate
estimate = link_estimate()
estimate
""",
    """
from course.widgets.two_callers import two_callers

def claim(store, owner):
    if store.get("sale") is None:
        store.set("sale", owner)
        return True
    return False

two_callers([lambda store: claim(store, "https://a.example"), lambda store: claim(store, "https://b.example")])
""",
    """
from course.widgets.waiting_room import load_and_wait
load_and_wait()
""",
    """
from course.widgets.hash_ring import hash_ring
hash_ring()
""",
    """
from course.widgets.number_blocks import number_blocks
number_blocks()
""",
    """
from course.widgets.crash_moment import crash_moment
crash_moment()
""",
    """
from course.widgets.worker_lives import worker_lives
worker_lives()
""",
    """
from course.widgets.address_anatomy import address_anatomy
address_anatomy()
""",
    """
from course.widgets.dispatch import dispatch_view
dispatch_view()
""",
    """
from course.widgets.estimates import estimates
estimates("chat")
""",
    """
from course.widgets.plan_desk import plan_desk
plan_desk()
""",
    """
from course.widgets.moving_list import moving_list
moving_list()
""",
    """
from course.widgets.feed_shape import feed_shape
feed_shape()
""",
    """
from course.widgets.post_spread import post_spread
post_spread()
""",
    """
from course.widgets.fan_out import fan_out
fan_out()
""",
    """
from course.widgets.quadtree import query_box
query_box()
""",
    """
from course.widgets.figure import axes, picture
from course.widgets.style import SERIES
figure, plot = axes("links", "latency (ms)")
plot.plot([1, 2, 3], [2, 1, 2], **SERIES[0].as_line())
picture(figure, "The second link is the fastest.", "Compare the points.")
""",
)


def gallery() -> nbformat.NotebookNode:
    """The notebook, not yet run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook
