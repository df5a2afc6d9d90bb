"""Widgets in JupyterLab: the keyboard moves them, fast; without a kernel they still show what they show."""

import statistics
from collections.abc import Callable, Iterator
from itertools import cycle, islice

import nbclient
import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.gallery import PAGES, gallery
from tests.browser.lab import PROJECT, Lab, error_outputs, run_all, stored_pictures

pytestmark = pytest.mark.browser

PRESSES, GOAL_MS = 40, 50
MOST_MEDIAN_MS, MOST_P95_MS = 80, 160  # beyond the goal it is said, beyond these it fails: machines differ
EMPTY_MS = 35  # an empty widget's median where these limits hold; on a slower machine they grow in proportion
ROUNDS = 3  # another program may have had the processor in the first one
SLIDERS = {  # a slider of each widget: its label, and how many values it has
    "clock_face": ("a", 10),
    "link_estimate": ("Links a day", 10),
    "load_and_wait": ("Requests a second", 18),
    "hash_ring": ("Points a shard", 9),
    "number_blocks": ("Numbers in a block", 9),
    "crash_moment": ("Power fails after step", 22),
    "worker_lives": ("A worker lives (s)", 8),
    "address_anatomy": ("address", 11),
    "dispatch_view": ("Time", 24),
    "ratchet_view": ("Copied after message", 13),
    "delivery_view": ("Gateway 2 dies at", 36),
    "estimates": ("Messages a user a day", 10),
    "plan_desk": ("Plan", 4),
    "moving_list": ("Arrive on top", 4),
    "feed_shape": ("Lines kept", 10),
    "post_spread": ("Copies written", 37),
    "fan_out": ("Threshold (followers)", 10),
    "query_box": ("Drivers a leaf", 7),
}
WATCH = """() => {
    window.latencies_ms = [];
    window.pictures = wanted => new Promise((resolve, reject) => {  // that many were shown since the list was emptied
        const look = () => window.latencies_ms.length >= wanted ? resolve() : setTimeout(look, 2);
        setTimeout(() => reject(new Error(`no picture ${wanted} within 5 s`)), 5_000);
        look();
    });
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
def show_gallery(lab: Lab, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the gallery, runs it, sets a stopwatch on its pictures: once, for it takes ten seconds.

    The page before is closed: without a window all pages count as seen, and each would go on drawing.
    """
    opened: dict[str, Page] = {}

    def show(name: str) -> Page:
        if name not in opened:
            close()
            nbformat.write(gallery(PAGES[name]), lab.folder / f"{name}.ipynb")
            page = opened[name] = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
            lab.open(page, f"{name}.ipynb")
            assert not error_outputs(run_all(page))
            page.locator(".noUi-handle").last.wait_for()
            page.evaluate(WATCH)
        return opened[name]

    def close() -> None:
        while opened:
            opened.popitem()[1].context.close()

    yield show
    close()


@pytest.fixture
def gallery_page(request: pytest.FixtureRequest, show_gallery: Callable[[str], Page]) -> Page:
    """The page whose name is the parameter."""
    return show_gallery(request.param)


def press_all(page: Page, presses: list[tuple[Locator, str]]) -> list[float]:
    """Press each key and wait for its picture; returns the milliseconds from key to picture."""
    page.evaluate("() => { window.latencies_ms = []; }")
    focused = None
    for number, (target, key) in enumerate(presses, start=1):
        if target is not focused:
            target.focus()
            focused = target
        page.keyboard.press(key)
        page.evaluate("wanted => window.pictures(wanted)", number)
    return page.evaluate("() => window.latencies_ms")


def along(handle: Locator, values: int, presses: int = PRESSES) -> list[tuple[Locator, str]]:
    """Arrow keys that move a slider with so many values at every press, forth and back; it is put to its start."""
    handle.press("Home")
    handle.page.wait_for_timeout(500)
    there_and_back = ["ArrowRight"] * (values - 1) + ["ArrowLeft"] * (values - 1)
    return [(handle, key) for key in islice(cycle(there_and_back), presses)]


def slowness(page: Page) -> float:
    """How many times as long as ``EMPTY_MS`` the machine needs now to show an empty picture; at least 1."""
    latencies_ms = press_all(page, along(page.get_by_role("slider", name="Place", exact=True), 10, presses=15))
    return max(1.0, statistics.median(latencies_ms) / EMPTY_MS)


def goal(median_ms: float) -> str:
    return f"goal of {GOAL_MS} ms {'met' if median_ms <= GOAL_MS else 'MISSED'}"


def presses_of(page: Page, name: str) -> list[tuple[Locator, str]]:
    if name in SLIDERS:
        label, values = SLIDERS[name]
        return along(page.get_by_role("slider", name=label, exact=True), values)
    again, a_steps, b_steps = (
        page.get_by_role("button", name=label) for label in ("Start again", "A's next step", "B's next step")
    )
    return [(button, "Space") for button in islice(cycle([again, a_steps, b_steps, a_steps, b_steps]), PRESSES)]


def on_page(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("gallery_page", [name], indirect=True)


@pytest.mark.timed
@pytest.mark.parametrize(
    ("gallery_page", "name"),
    [(page, name) for page, names in PAGES.items() for name in names if name != "empty"],
    indirect=["gallery_page"],
)
def test_a_key_press_shows_the_new_picture_in_time(
    gallery_page: Page, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(ROUNDS):
        slow = slowness(gallery_page)
        latencies_ms = press_all(gallery_page, presses_of(gallery_page, name))
        median_ms = statistics.median(latencies_ms)
        p95_ms = statistics.quantiles(latencies_ms, n=20)[-1]
        with capsys.disabled():
            print(f"\n{name}: median {median_ms:.0f}, p95 {p95_ms:.0f} ms, slow {slow:.2f}, {goal(median_ms)}")  # noqa: T201
        if median_ms <= MOST_MEDIAN_MS * slow and p95_ms <= MOST_P95_MS * slow:
            return
    pytest.fail(f"{name}: too slow in {ROUNDS} rounds: {median_ms:.0f} ms and {p95_ms:.0f} ms in the last one")


@pytest.mark.timed
@on_page("rides and estimates")
def test_a_hand_on_the_map_moves_the_box_in_time(gallery_page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    field = gallery_page.locator("[role=application]")
    words = gallery_page.locator("p[aria-live=polite]").filter(has_text="places compared")
    for _ in range(ROUNDS):
        keys = islice(
            cycle(["ArrowRight"] * 10 + ["Shift+ArrowUp"] * 5 + ["ArrowLeft"] * 10 + ["Shift+ArrowDown"] * 5), PRESSES
        )
        slow = slowness(gallery_page)
        latencies_ms = press_all(gallery_page, [(field, key) for key in keys])
        median_ms = statistics.median(latencies_ms)
        with capsys.disabled():
            print(f"\nquery_box, keys on the map: median {median_ms:.0f} ms, slow {slow:.2f}, {goal(median_ms)}")  # noqa: T201
        if median_ms <= MOST_MEDIAN_MS * slow:
            break
    else:
        pytest.fail(f"keys on the map: {median_ms:.0f} ms")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    before = words.text_content()
    gallery_page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    gallery_page.mouse.down()
    for step in range(1, 21):
        gallery_page.mouse.move(box["x"] + box["width"] / 2 - 5 * step, box["y"] + box["height"] / 2 + 3 * step)
    gallery_page.mouse.up()
    expect(words).not_to_have_text(before or "")


@on_page("shortener")
def test_the_words_follow_the_picture_for_those_who_listen(gallery_page: Page) -> None:
    slider = gallery_page.get_by_role("slider", name="Code length")
    summary = gallery_page.locator("p[aria-live=polite]").nth(1)
    slider.focus()
    gallery_page.keyboard.press("Home")
    expect(summary).to_contain_text("There are more links than codes.")
    gallery_page.keyboard.press("End")
    expect(summary).to_contain_text("Random guesses of 9 characters")
    expect(slider).to_have_attribute("aria-valuetext", "9")
    picture = gallery_page.locator("[role=img]").nth(1)
    assert picture.get_attribute("aria-label") == summary.text_content()


@on_page("shortener")
def test_the_code_of_another_cell_moves_the_slider_and_the_picture(gallery_page: Page) -> None:
    slider = gallery_page.get_by_role("slider", name="Years kept")
    gallery_page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code: "estimate.set(years=20)" }).done"""
    )
    expect(slider).to_have_attribute("aria-valuetext", "20")
    expect(gallery_page.locator("p[aria-live=polite]").nth(1)).to_contain_text("for 20 years")


def test_a_fresh_untrusted_notebook_shows_its_stored_pictures(lab: Lab, page: Page) -> None:
    notebook = gallery()
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(PROJECT)}}).execute()
    for cell in notebook.cells:
        for output in cell.outputs:
            output.data.pop("application/vnd.jupyter.widget-view+json", None)
    nbformat.write(notebook, lab.folder / "stored.ipynb")
    lab.open(page, "stored.ipynb")
    pictures = stored_pictures(page)
    assert len(pictures) == len(notebook.cells)
    for picture in pictures:
        assert picture["alt"]
        assert 300 < picture["natural_width_px"] <= 720
        assert picture["shown_width_px"] > 300


def test_a_saved_notebook_shows_the_last_picture_the_next_morning(lab: Lab, page: Page) -> None:
    nbformat.write(gallery(PAGES["shortener"]), lab.folder / "saved.ipynb")
    lab.open(page, "saved.ipynb")
    run_all(page)
    page.get_by_role("slider", name="a", exact=True).focus()
    page.keyboard.press("End")
    expect(page.locator("p[aria-live=polite]").first).to_contain_text("With a = 9")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    lab.open(page, "saved.ipynb")
    expect(page.locator("p[aria-live=polite]").first).to_contain_text("With a = 9")
    expect(page.locator("[role=img] svg").first).to_be_visible()
