"""Widgets in JupyterLab: the keyboard moves them, fast; without a kernel they still show what they show."""

import statistics
from itertools import cycle

import nbclient
import nbformat
import pytest
from playwright.sync_api import Page

from tests.browser.gallery import gallery
from tests.browser.lab import PROJECT, Lab, run_all

pytestmark = pytest.mark.browser

PRESSES, MOST_MEDIAN_MS, MOST_P95_MS = 60, 50, 100
VIEWS = ".jp-OutputArea-output div:has(> [role=img])"
WATCH = """() => {
    window.latencies_ms = [];
    let pressed_ms = null;
    document.addEventListener("keydown", event => { pressed_ms = event.timeStamp; }, true);
    const painted = start_ms => requestAnimationFrame(() => {       // the frame that shows the new picture begins
        const after = new MessageChannel();                         // and this runs when it is on the page
        after.port1.onmessage = () => window.latencies_ms.push(performance.now() - start_ms);
        after.port2.postMessage(null);
    });
    for (const host of document.querySelectorAll(".jp-OutputArea-output *")) {
        const picture = host.shadowRoot?.querySelector("[role=img]");
        if (!picture) continue;
        new MutationObserver(() => {
            if (pressed_ms !== null) painted(pressed_ms);
            pressed_ms = null;
        }).observe(picture, { childList: true });
    }
}"""


@pytest.fixture(scope="module")
def gallery_page(lab: Lab, browser):
    nbformat.write(gallery(), lab.folder / "gallery.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    lab.open(page, "gallery.ipynb")
    cells = run_all(page)
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    page.locator(".noUi-handle").nth(3).wait_for()
    page.evaluate(WATCH)
    yield page
    context.close()


def press_all(page: Page, presses) -> list[float]:
    """Press each key and wait for its picture; returns milliseconds from key to picture."""
    page.evaluate("() => { window.latencies_ms = []; }")
    for number, (target, key) in enumerate(presses, start=1):
        target.focus()
        page.keyboard.press(key)
        page.wait_for_function("number => window.latencies_ms.length >= number", arg=number, timeout=5_000)
    return page.evaluate("() => window.latencies_ms")


def back_and_forth(handle, values: int, start: int):
    """Arrow keys that move a slider with so many values at each press, to the end and back."""
    right = ["ArrowRight"] * (values - 1)
    left = ["ArrowLeft"] * (values - 1)
    keys = [*right[start:], *left, *right[:start]]
    return [(handle, key) for _, key in zip(range(PRESSES), cycle(keys), strict=False)]


def presses_of(page: Page, name: str):
    handles = page.locator(".noUi-handle")
    if name == "multiplier":
        return back_and_forth(handles.nth(0), values=10, start=4)
    if name == "link_estimate":
        return back_and_forth(handles.nth(1), values=10, start=6)
    buttons = [page.get_by_role("button", name=label) for label in ("Start again", "A's next step", "B's next step")]
    again, a_steps, b_steps = buttons
    return [(target, "Space") for _, target in zip(range(PRESSES), cycle([again, a_steps, b_steps, a_steps, b_steps]), strict=False)]


@pytest.mark.parametrize("name", ["multiplier", "link_estimate", "two_callers"])
def test_a_key_press_shows_the_new_picture_in_time(gallery_page: Page, name: str, record_property, capsys):
    presses = presses_of(gallery_page, name)
    latencies_ms = press_all(gallery_page, presses)
    median_ms = statistics.median(latencies_ms)
    p95_ms = statistics.quantiles(latencies_ms, n=20)[-1]
    with capsys.disabled():
        print(f"\n{name}: {PRESSES} key presses, median {median_ms:.0f} ms, 95th percentile {p95_ms:.0f} ms")
    assert median_ms <= MOST_MEDIAN_MS
    assert p95_ms <= MOST_P95_MS
