"""A question, a pure simulation, and the picture of its result that the keyboard moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Generic, TypeVar

import anywidget
import ipywidgets
import traitlets

from course.errors import CourseError
from course.widgets.figure import image
from course.widgets.style import COLUMN_PX, text_width
from course.widgets.svg import Canvas, Point

Result = TypeVar("Result")
Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """A slider over a few allowed values; the arrow keys move it."""

    name: str
    label: str
    values: Sequence[Any]
    start: Any
    show: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Hands:
    """How the picture itself is moved: by mouse or finger from one point to another, and by arrow keys.

    ``drag(parameters, start, end)`` gets the parameters as they were when the drag began, and two points of the
    picture; ``key(parameters, "ArrowUp")`` or ``"Shift+ArrowUp"``. Both return the next parameters. ``words`` say it.
    """

    words: str
    drag: Callable[[Parameters, Point, Point], Parameters]
    key: Callable[[Parameters, str], Parameters]


@dataclass(frozen=True, slots=True)
class Action:
    """A button that turns the parameters into the next ones."""

    label: str
    change: Callable[[Parameters], Parameters]


class SvgView(anywidget.AnyWidget):
    """Shows the SVG that the kernel sends, and says in words what it shows."""

    _esm = """
    function nameSliders(el) {       // ipywidgets leaves a slider without a name, and its value as "the sixth"
      if (!el.isConnected) return requestAnimationFrame(() => nameSliders(el));
      for (const slider of el.closest(".widget-vbox")?.querySelectorAll(".widget-slider") ?? []) {
        const handle = slider.querySelector(".noUi-handle");
        const say = () => {
          const value = slider.querySelector(".widget-readout").textContent;
          if (handle.ariaValueText !== value) handle.ariaValueText = value;
          const name = slider.querySelector("label").textContent;   // some sliders change their meaning
          if (handle.ariaLabel !== name) handle.ariaLabel = name;
        };
        const changes = { subtree: true, childList: true, attributeFilter: ["aria-valuetext"] };
        new MutationObserver(say).observe(slider, changes);
        say();
      }
    }
    // One gesture is on its way at a time; of those that come meanwhile, the last one counts.
    function takeGestures(model, field, picture) {
      let number = model.get("frame").seen ?? 0, asked = number, seen = number, next = null, from = null;
      const send = gesture => {
        if (asked !== seen) { next = gesture; return; }
        next = null;
        asked = ++number;
        model.set("gesture", { ...gesture, number });
        model.save_changes();
      };
      const at = event => {                        // in pixels of the picture, however wide it is shown
        const svg = picture.querySelector("svg"), box = svg.getBoundingClientRect();
        const scale = svg.viewBox.baseVal.width / box.width;
        return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      };
      field.tabIndex = 0;
      field.setAttribute("role", "application");
      field.setAttribute("aria-label", model.get("moves_by"));
      field.addEventListener("pointerdown", event => {
        from = at(event);
        field.setPointerCapture(event.pointerId);
        send({ kind: "grab", from, to: from });
      });
      field.addEventListener("pointermove", event => from && send({ kind: "drag", from, to: at(event) }));
      for (const end of ["pointerup", "pointercancel"]) field.addEventListener(end, () => { from = null; });
      field.addEventListener("keydown", event => {
        if (!event.key.startsWith("Arrow")) return;
        event.preventDefault();
        event.stopPropagation();                   // JupyterLab would go to another cell
        send({ kind: "key", key: (event.shiftKey ? "Shift+" : "") + event.key });
      });
      return answered => {
        seen = answered ?? seen;
        if (next) send(next);
      };
    }
    export default {
      render({ model, el }) {
        const host = el.appendChild(document.createElement("div"));
        const root = host.attachShadow({ mode: "open" });   // hatch ids and styles stay inside
        root.innerHTML = `<style>
            svg { display: block; overflow: visible; max-width: 100%; height: auto; margin-top: 0.5em; }
            p {
              margin: 0.5em 0 0; white-space: pre-line; color: var(--jp-content-font-color1, inherit);
              font: var(--jp-content-font-size1, 14px)/1.5 var(--jp-content-font-family, sans-serif);
            }
            [role=application] { touch-action: none; cursor: move; width: fit-content; }
          </style><div><div role="img"></div></div><p aria-live="polite"></p>`;
        const picture = root.querySelector("[role=img]");
        const summary = root.querySelector("p");
        const show = () => {
          const frame = model.get("frame");
          picture.innerHTML = frame.svg;
          picture.setAttribute("aria-label", frame.summary);
          summary.textContent = frame.summary;
          moved?.(frame.seen);
        };
        const moved = model.get("moves_by") ? takeGestures(model, picture.parentElement, picture) : null;
        model.on("change:frame", show);
        show();
        nameSliders(el);
        return () => model.off("change:frame", show);
      },
    };
    """
    frame = traitlets.Dict().tag(sync=True)  # one message a change: picture and words never disagree
    gesture = traitlets.Dict().tag(sync=True)
    moves_by = traitlets.Unicode().tag(sync=True)  # what a screen reader says; empty: the picture cannot be moved


@dataclass(eq=False, repr=False)
class Explorer(Generic[Result]):
    """A picture that answers to sliders and buttons, under a question with a target.

    ``simulate(**parameters)`` is pure; ``draw(result)`` and ``describe(result)`` show its result. ``start`` holds the
    parameters that no slider moves. Without a kernel, the default state stands in the notebook as a picture and in
    words. By code: ``view.set(code_length=8)``.
    """

    question: str
    target: str
    simulate: Callable[..., Result]
    draw: Callable[[Result], Canvas]
    describe: Callable[[Result], str]
    controls: Sequence[Control] = ()
    actions: Sequence[Action] = ()
    start: Mapping[str, Any] = field(default_factory=dict)
    hands: Hands | None = None

    def __post_init__(self) -> None:
        self.parameters: Parameters = {control.name: control.start for control in self.controls} | dict(self.start)
        self.result = self.simulate(**self.parameters)
        self._sliders: dict[str, ipywidgets.SelectionSlider] = {}
        self._view: SvgView | None = None
        self._panel: ipywidgets.VBox | None = None
        self._grabbed: Parameters = {}
        self._seen = 0

    @property
    def summary(self) -> str:
        """What the picture shows now, in words."""
        return self.describe(self.result)

    def set(self, **changes: object) -> "Explorer[Result]":
        """Move to other parameters, as the sliders do.

        Raises:
            CourseError: there is no such parameter, or it does not take that value.
        """
        for name, value in changes.items():
            self._refuse_unknown(name, value)
        parameters = self.parameters | changes
        if parameters != self.parameters:
            self.result = self.simulate(**parameters)
            self.parameters = parameters
            self._refresh()
        return self

    def press(self, label: str) -> "Explorer[Result]":
        """Press the button with this label.

        Raises:
            CourseError: no button has it.
        """
        for action in self.actions:
            if action.label == label:
                return self.set(**action.change(dict(self.parameters)))
        known = ", ".join(repr(action.label) for action in self.actions) or "none"
        raise CourseError(f"There is no button {label!r}. The buttons are: {known}.")

    def __repr__(self) -> str:
        names = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.question}\n{self.target}\n{self.summary}\n(By code: .set({names}))"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:  # noqa: ARG002
        settings = " · ".join(
            f"{control.label}: {control.show(self.parameters[control.name])}" for control in self.controls
        )
        summary = escape(self.summary).replace("\n", "<br>")
        html = (
            f'<div style="max-width: {COLUMN_PX}px">{self._heading()}'
            f"{f'<p>{escape(settings)}</p>' if settings else ''}"
            f"{image(self.draw(self.result).svg(), self.summary)}<p>{summary}</p></div>"
        )
        live: dict[str, Any] = self._live()._repr_mimebundle_()
        return {**live, "text/html": html, "text/plain": repr(self)}

    def _heading(self) -> str:
        words = f"<strong>{escape(self.question)}</strong><br>{escape(self.target)}"
        return f'<p style="margin: 0.5em 0; line-height: 1.5">{words}</p>'

    def _live(self) -> ipywidgets.VBox:
        """The panel of controls and picture, made when it is first shown; every later display shows the same one."""
        if self._panel is None:
            self._sliders = {control.name: self._slider(control) for control in self.controls}
            self._view = SvgView(frame=self._frame(), moves_by=self.hands.words if self.hands else "")
            self._view.observe(lambda change: self._follow(change["new"]), "gesture")
            buttons = [ipywidgets.HBox([self._button(action) for action in self.actions])] if self.actions else []
            self._panel = ipywidgets.VBox(
                [ipywidgets.HTML(self._heading()), *self._sliders.values(), *buttons, self._view],
                layout={"max_width": f"{COLUMN_PX + 20}px"},
            )
        return self._panel

    def _slider(self, control: Control) -> ipywidgets.SelectionSlider:
        label_px = max(text_width(other.label) for other in self.controls) + 10  # one width, so that all line up
        slider = ipywidgets.SelectionSlider(
            options=[(control.show(value), value) for value in control.values],
            value=self.parameters[control.name],
            description=control.label,
            continuous_update=True,
            style={"description_width": f"{label_px:.0f}px"},
            layout={"width": "32em", "max_width": "100%"},
        )
        slider.observe(lambda change: self.set(**{control.name: change["new"]}), "value")
        return slider

    def _button(self, action: Action) -> ipywidgets.Button:
        button = ipywidgets.Button(description=action.label, layout={"width": "auto"})
        button.on_click(lambda _: self.press(action.label))
        return button

    def _follow(self, gesture: dict[str, Any]) -> None:
        """Do what the hand on the picture wants, and answer each gesture, also where nothing moves."""
        assert self.hands
        assert self._view
        self._seen = gesture["number"]
        if gesture["kind"] == "key":
            wanted = self.hands.key(dict(self.parameters), gesture["key"])
        else:
            if gesture["kind"] == "grab":
                self._grabbed = dict(self.parameters)
            wanted = self.hands.drag(dict(self._grabbed), tuple(gesture["from"]), tuple(gesture["to"]))
        self.set(**wanted)
        self._view.frame = {**self._view.frame, "seen": self._seen}

    def _frame(self) -> dict[str, Any]:
        return {"svg": self.draw(self.result).svg(), "summary": self.summary, "seen": self._seen}

    def _refresh(self) -> None:
        """Bring the page up to date: the picture first, then the sliders that code has moved."""
        if self._view is None:
            return
        self._view.frame = self._frame()
        for name, slider in self._sliders.items():
            slider.value = self.parameters[name]

    def _refuse_unknown(self, name: str, value: object) -> None:
        if name not in self.parameters:
            raise CourseError(f"There is no parameter {name!r}. Choose one of: {', '.join(self.parameters)}.")
        for control in self.controls:
            if control.name == name and value not in control.values:
                values = ", ".join(repr(allowed) for allowed in control.values)
                raise CourseError(f"{name} takes one of: {values}. You gave {value!r}.")
