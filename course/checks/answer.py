"""A learner's answer as a property sees it: every call is guarded, every result is turned into plain values."""

import asyncio
import copy
import dis
import hashlib
import inspect
import math
import re
from collections.abc import Callable
from types import CodeType, NoneType
from typing import Any

from course.checks.model import Expects, Function, Number, Relation, WidgetState, Wrong
from course.errors import CourseError
from course.estimates.quantity import Quantity

KINDS = {
    int: "a whole number (int)",
    float: "a number (float)",
    bool: "True or False (bool)",
    str: "a text (str)",
    NoneType: "None",
}
EXACT: dict[type, Callable[[Any], object]] = {
    int: int.__index__,
    float: float.__float__,
    str: str.__str__,
    bytes: bytes.__bytes__,
}
RAISED = {
    RecursionError: "It called itself again and again, too deep. When does it stop?",
    MemoryError: "It wanted more memory than a check allows (512 MiB).",
    SystemExit: "It called exit(). A function ends with return.",
}
CHANGED = "It changed the argument that it was given. Work on a copy."
IDLE = {"RESUME", "NOP", "POP_TOP", "RETURN_GENERATOR", "COPY_FREE_VARS", "CALL_INTRINSIC_1", "RERAISE"}


class Answer:
    """What was given to ``check``: ``raw``, its plain ``value`` or ``parameters``, or a function to call, guarded."""

    def __init__(self, expects: Expects, raw: Any) -> None:  # noqa: ANN401 - anything may be given
        self.expects, self.raw, self.calling = expects, raw, "Your answer was run."
        self.value: Any = None
        self.given: tuple[object, ...] = ()
        match expects:
            case Function():
                refuse_other_functions(expects, raw)
            case Number():
                self.value = number(expects, raw)
            case WidgetState():
                self.value = parameters(raw)
            case Relation():
                self.value = rows(expects, raw)

    @property
    def parameters(self) -> dict[str, Any]:
        """How the controls of an explorer stand."""
        return dict(self.value)

    def __call__(self, *arguments: object) -> Any:  # noqa: ANN401 - a property knows what it asked for
        """Call the learner's function; whatever it does wrong becomes a :class:`Wrong` with this call as its case."""
        assert isinstance(self.expects, Function)
        name = str(getattr(self.raw, "__name__", "answer")).replace("<lambda>", "answer")
        case = self.calling = f"{name}({', '.join(map(shown, arguments))})"
        self.given = arguments
        copied = [is_plain(argument) for argument in arguments]
        given = [copy.deepcopy(each) if can else each for each, can in zip(arguments, copied, strict=True)]
        try:
            result = self.raw(*given)
            if inspect.iscoroutine(result):
                if not self.expects.awaits:
                    result.close()
                    raise Wrong(case, "It returned a coroutine. Use def, not async def.")  # noqa: TRY301
                result = asyncio.run(result)
        except Wrong:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a learner's code raises is a finding
            raise Wrong(case, RAISED.get(type(error), f"It raised {described(error).removesuffix('.')}.")) from None
        for before, after, can in zip(arguments, given, copied, strict=True):
            if can and not (is_plain(after) and plain(before) == plain(after)):
                raise Wrong(case, CHANGED)
        return typed(result, self.expects.returns, case)


def typed(result: object, returns: type | tuple[type, ...], case: str) -> Any:  # noqa: ANN401 - any of these types
    """Give the result as plain values, if it has one of the types that are wanted."""
    wanted = returns if isinstance(returns, tuple) else (returns,)
    words = " or ".join(KINDS.get(kind, f"a {kind.__name__}") for kind in wanted)
    value = plain(result) if is_plain(result) else result
    if type(value) in wanted or (type(value) is int and float in wanted):
        return value
    if inspect.isgenerator(result) or inspect.isasyncgen(result):
        raise Wrong(case, f"It returned a generator. Use return, not yield; the result must be {words}.")
    if result is None:
        raise Wrong(case, f"It returned None; the result must be {words}. Does every path end with a return?")
    raise Wrong(case, f"It returned {shown(result)} ({type(value).__name__}); the result must be {words}.")


def plain(value: object) -> Any:  # noqa: ANN401 - the value again
    """Copy the value into exact builtin types, so that no method of the learner's (a lying ``__eq__``) is asked again.

    Raises:
        TypeError: something in it is not a builtin value (or a NumPy one).
    """
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = value.tolist()
    if type(value) in KINDS:
        return value
    for kind, exact in EXACT.items():
        if isinstance(value, kind):
            return exact(value)
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in dict.items(value)}
    for sequence in (list, tuple, set, frozenset):
        if isinstance(value, sequence):
            return sequence(plain(item) for item in sequence.__iter__(value))  # type: ignore[arg-type]
    raise TypeError(type(value).__name__)


def is_plain(value: object) -> bool:
    """Whether :func:`plain` can copy it."""
    try:
        plain(value)
    except (TypeError, RecursionError):
        return False
    return True


def shown(value: object) -> str:
    """Write the value as a learner would type it, on one short line and without memory addresses."""
    try:
        text = repr(plain(value))
    except TypeError:
        text = f"<{type(value).__name__}>"
    except (ValueError, RecursionError):
        text = "<something too long to show>"
    return text if len(text) <= 160 else f"{text[:150]} … ({len(text):,} characters)"


def described(error: BaseException) -> str:
    """Tell the error's type and text, even where the text itself cannot be had."""
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(str(error).split()))[:200]
    except Exception:  # noqa: BLE001 - a learner's exception may raise in __str__
        text = ""
    return f"{type(error).__name__}: {text}".removesuffix(": ")


def refuse_other_functions(expects: Function, raw: object) -> None:
    """Raise :class:`Wrong` for what is not a function of the right number of parameters."""
    wanted = f"a function of ({', '.join(expects.parameters)})"
    if isinstance(raw, type):
        raise Wrong(f"You gave the class {raw.__name__}.", f"Give {wanted}: def, not class.")
    if not callable(raw):
        raise Wrong(f"You gave {shown(raw)}.", f"Give {wanted}: its name alone, without parentheses after it.")
    try:
        signature = inspect.signature(raw)
    except ValueError:
        return  # some builtins do not tell; then the calls will show
    try:
        signature.bind(*expects.parameters)
    except TypeError:
        raise Wrong(f"Your function takes {signature}.", f"It must take ({', '.join(expects.parameters)}).") from None


def number(expects: Number, raw: object) -> int | float:
    """Take the number that was given, bare or as a quantity of the wanted unit."""
    value: Any = in_unit(raw, expects.unit) if type(raw) is Quantity else plain(raw) if is_plain(raw) else None
    kind = "a whole number" if expects.whole else "a number"
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not fits or (expects.whole and value != int(value)):
        given = raw if type(raw) is Quantity else shown(raw)
        raise Wrong(
            f"You gave {given}.",
            f"Give {kind}{' of ' if expects.unit else ''}{expects.unit}{', no text' if isinstance(raw, str) else ''}.",
        )
    return int(value) if expects.whole else value


def in_unit(given: Quantity, unit: str) -> float | None:
    """The bare number in this unit; None where it is of another kind. One that has no unit is taken as a number is."""
    try:
        return given.number(unit) if given.dimensions else given.value
    except CourseError:
        return None


def parameters(raw: object) -> dict[str, Any]:
    """Read how the controls of an explorer stand."""
    found = raw if isinstance(raw, dict) else getattr(raw, "parameters", None)
    if not isinstance(found, dict) or not is_plain(found):
        raise Wrong(f"You gave {shown(raw)}.", "Give the widget itself (or a dictionary of its parameters).")
    return dict(plain(found))


def rows(expects: Relation, raw: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - anything may be given
    """Fetch what a DuckDB relation holds."""
    columns = tuple(getattr(raw, "columns", ()))
    if not hasattr(raw, "fetchall"):
        raise Wrong(f"You gave {shown(raw)}.", "Give a DuckDB relation: what con.sql(...) returns.")
    if columns != expects.columns:
        raise Wrong(f"Its columns are {', '.join(columns)}.", f"They must be {', '.join(expects.columns)}.")
    return list(raw.fetchall())


def untouched(raw: object) -> bool:
    """Whether nothing was tried yet: ``...``, ``None``, an empty function, or a widget that was not moved."""
    if raw is None or raw is ...:
        return True
    if inspect.isfunction(raw):
        return all(
            step.opname in IDLE or (step.opname.startswith(("LOAD_CONST", "RETURN_")) and step.argval in (None, ...))
            for step in dis.get_instructions(raw)
        )
    if any(kind.__module__ == "course.widgets.view" for kind in type(raw).__mro__):
        start = {control.name: control.start for control in raw.controls} | dict(raw.start)  # type: ignore[attr-defined]
        return bool(raw.parameters == start)  # type: ignore[attr-defined]
    return False


def fingerprint(raw: object, findings: object) -> str:
    """Give the same text for the same attempt: equal code (comments aside) or value, with equal findings."""

    def parts(code: CodeType) -> list[object]:
        sets = (frozenset,)  # their order changes with the hash seed
        consts = [sorted(map(repr, const)) if isinstance(const, sets) else const for const in code.co_consts]
        nested = [parts(const) if isinstance(const, CodeType) else repr(const) for const in consts]
        return [code.co_code, code.co_names, nested]

    seen = parts(raw.__code__) if inspect.isfunction(raw) else shown(raw) if type(raw) in KINDS else type(raw).__name__
    return hashlib.sha256(repr((seen, findings)).encode()).hexdigest()[:16]
