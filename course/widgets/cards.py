"""Cards: what the checks say, as HTML on its own light ground and as plain text that reads well alone."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

TONES = {"good": "#00664a", "bad": "#a34700", "quiet": "#4a5568"}  # dark on white, and never the only sign
CODE = "background:#edf2f7;color:#1a202c"  # or a dark page would put a dark chip on the light card
BAR_EDGE = "border:1px solid #4a5568;border-radius:3px;vertical-align:middle"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines; ``folded``: until it is opened, the heading alone.

    A line may be a pair (share, text): a bar, and words that say the same.
    """

    title: str
    lines: Sequence[str | tuple[float, str]]
    folded: bool = False


Block = str | Sequence[str] | Part


@dataclass(frozen=True, slots=True)
class Card:
    """A title, then paragraphs (texts), lists (sequences of texts) and parts; backticks mark code."""

    title: str
    blocks: tuple[Block, ...] = ()
    tone: str = "quiet"
    markdown: str = ""  # follows the title instead of blocks
    view: Any = None  # an ipywidget, shown instead where a kernel is alive

    def __repr__(self) -> str:
        lines = [self.title, self.markdown] if self.markdown else [self.title]
        for block in self.blocks:
            if isinstance(block, Part):
                lines += [block.title, *(f"  {line if isinstance(line, str) else line[1]}" for line in block.lines)]
            else:
                lines += [block] if isinstance(block, str) else [f"  {line}" for line in block]
        return "\n".join(lines) if self.markdown else "\n".join(lines).replace("`", "")

    @property
    def html(self) -> str:
        """With inline styles only: JupyterLab drops all others from a notebook that it does not trust yet."""
        parts = [f"<p style='margin:0 0 .4em'><strong>{_marked(self.title)}</strong></p>"]
        for block in self.blocks:
            if isinstance(block, str):
                parts.append(f"<p style='margin:.5em 0;white-space:pre-wrap'>{_marked(block)}</p>")
            elif not isinstance(block, Part):
                parts.append(_listed(block))
            elif block.folded:
                summary = f"<summary style='cursor:pointer'>{_marked(block.title)}</summary>"
                parts.append(f"<details style='margin:.5em 0'>{summary}{_listed(block.lines)}</details>")
            else:
                parts.append(f"<p style='margin:1em 0 0'><strong>{_marked(block.title)}</strong></p>")
                parts.append(_listed(block.lines))
        ground = "background:#fff;color:#1a202c;font-size:14px;padding:.6em 1em;max-width:60em"
        style = f"{ground};border-left:6px solid {TONES[self.tone]}"
        return f"<div style='{style}'>{''.join(parts)}</div>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """All forms at once; the static ones stay in the stored notebook."""
        if self.markdown:
            return {"text/markdown": f"**{self.title}**\n\n{self.markdown}", "text/plain": repr(self)}
        view = self.view._repr_mimebundle_() if self.view is not None else {}
        return {**view, "text/html": self.html, "text/plain": repr(self)}


def show(card: Card) -> None:
    """Display the card in a notebook, print its text elsewhere."""
    if in_notebook():
        from IPython.display import display

        display(card)  # type: ignore[no-untyped-call]
    else:
        sys.stdout.write(f"{card!r}\n")


def in_notebook() -> bool:
    """Whether IPython runs this code."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def _listed(lines: Sequence[str | tuple[float, str]]) -> str:
    items = "".join(f"<li>{_marked(line) if isinstance(line, str) else _with_bar(*line)}</li>" for line in lines)
    return f"<ul style='margin:.5em 0;padding-left:1.2em;list-style:none'>{items}</ul>"


def _with_bar(share: float, text: str) -> str:
    filled = f"<span style='display:block;width:{share:.0%};height:8px;background:#0072b2'></span>"
    bar = f"<span style='display:inline-block;width:80px;height:8px;margin-right:.7em;{BAR_EDGE}'>{filled}</span>"
    return bar + _marked(text)


def _marked(text: str) -> str:
    return re.sub(r"`([^`]+)`", rf"<code style='{CODE}'>\1</code>", escape(text))
