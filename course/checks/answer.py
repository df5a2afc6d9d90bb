"""A learner's answer as a property sees it: every call is guarded, every result is turned into plain values."""

import asyncio
import copy
import dis
import hashlib
import inspect
import math
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import CodeType, NoneType
from typing import Any

from course.checks.model import Function, Number, Relation, WidgetState, Wrong

KINDS = {
    int: "a whole number (int)",
    float: "a number (float)",
    bool: "True or False (bool)",
    str: "a text (str)",
    NoneType: "None",
}
IDLE = {"RESUME", "NOP", "POP_TOP", "RETURN_GENERATOR", "COPY_FREE_VARS", "CALL_INTRINSIC_1", "RERAISE"}


class Answer:
    """What was given to ``check``: ``raw``, its plain ``value`` or ``parameters``, or a function to call, guarded."""

    def __init__(self, expects: Function | Number | WidgetState | Relation, raw: object) -> None:
        self.expects, self.raw, self.calling = expects, raw, ""
        self.value: Any = None
        self.parameters: dict[str, Any] = {}
        if isinstance(expects, Function):
            check_signature(expects, raw)
        elif isinstance(expects, Number):
            self.value = number(expects, raw)
        elif isinstance(expects, WidgetState):
            self.parameters = parameters(raw)
        else:
            self.value = rows(expects, raw)

    def __call__(self, *arguments: object) -> Any:  # noqa: ANN401 - properties know what they asked for
        """Call the learner's function; whatever it does wrong becomes a :class:`Wrong` with this call as its case."""
        assert isinstance(self.expects, Function)
        case = self.calling = f"{name(self.raw)}({', '.join(shown(argument) for argument in arguments)})"
        given = [copy.deepcopy(argument) if is_plain(argument) else argument for argument in arguments]
        try:
            result = self.raw(*given)  # type: ignore[operator]  # the signature was checked
            if inspect.iscoroutine(result):
                result = finish(result)
        except Wrong:
            raise
        except RecursionError:
            raise Wrong(case, "It called itself again and again, too deep. When does it stop?") from None
        except MemoryError:
            raise Wrong(case, "It wanted more memory than a check allows (512 MiB).") from None
        except SystemExit:
            raise Wrong(case, "It called exit(). A function ends with return.") from None
        except Exception as error:  # noqa: BLE001 - whatever a learner's code raises is a finding
            raise Wrong(case, f"It raised {described(error)}.") from None
        for before, after in zip(arguments, given, strict=True):
            if is_plain(before) and not (is_plain(after) and plain(before) == plain(after)):
                raise Wrong(case, "It changed the argument that it was given. Work on a copy.")
        return typed(result, self.expects.returns, case)


def typed(result: object, returns: type | tuple[type, ...], case: str) -> Any:  # noqa: ANN401 - as above
    """The result as plain values, if it has one of the types that are wanted."""
    wanted = returns if isinstance(returns, tuple) else (returns,)
    words = " or ".join(KINDS.get(kind, f"a {kind.__name__}") for kind in wanted)
    if inspect.isgenerator(result):
        raise Wrong(case, f"It returned a generator. Use return, not yield; the result must be {words}.")
    if type(result) in wanted and not is_plain(result):
        return result
    if result is None and NoneType not in wanted:
        raise Wrong(case, f"It returned None; the result must be {words}. Does every path end with a return?")
    if not is_plain(result):
        raise Wrong(case, f"It returned {KINDS.get(type(result), 'a ' + type(result).__name__)}, not {words}.")
    value = plain(result)
    if type(value) is int and float in wanted:
        return value
    if type(value) not in wanted:
        raise Wrong(case, f"It returned {shown(value)}; the result must be {words}.")
    return value


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - one line a type reads best
    """A copy built of exact builtin types only, so that no method of the learner's (a lying ``__eq__``) is asked again.

    Raises:
        TypeError: something in it is not a builtin value (or a NumPy one).
    """
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int.__add__(value, 0)
    if isinstance(value, float):
        return float.__add__(value, 0.0)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(memoryview(value))
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in dict.items(value)}
    for kind in (list, tuple, set, frozenset):
        if isinstance(value, kind):
            return kind(plain(item) for item in kind.__iter__(value))  # type: ignore[arg-type]
    raise TypeError(type(value).__name__)


def is_plain(value: object) -> bool:
    """Whether :func:`plain` can copy it."""
    try:
        plain(value)
    except (TypeError, RecursionError):
        return False
    return True


def shown(value: object) -> str:
    """The value as a learner would type it, on one short line and without memory addresses."""
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(plain(value)))
    except TypeError:
        text = type(value).__name__
    except ValueError:
        text = "a whole number of thousands of digits"
    return text if len(text) <= 160 else f"{text[:150]} … ({len(text):,} characters)"


def described(error: BaseException) -> str:
    """The error's type and text, even where the text itself cannot be had."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - a learner's exception may raise in __str__
        text = ""
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)[:200]
    return f"{type(error).__name__}: {text}".removesuffix(": ")


def name(raw: object) -> str:
    """The function's own name, or ``answer`` for a lambda."""
    found = getattr(raw, "__name__", None)
    return found if isinstance(found, str) and found.isidentifier() else "answer"


def finish(coroutine: Coroutine[Any, Any, object]) -> object:
    """Run an async answer to its end, also under a kernel's running loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def check_signature(expects: Function, raw: object) -> None:
    """Refuse what is not a function of the right number of parameters."""
    wanted = f"a function of {', '.join(expects.parameters)}" if expects.parameters else "a function"
    if isinstance(raw, type):
        raise Wrong(f"You gave the class {raw.__name__}.", f"Give {wanted}: def, not class.")
    if not callable(raw):
        why = f"Give {wanted}, by its name, without parentheses: then the check can call it many times."
        raise Wrong(f"You gave {shown(raw)}.", why)
    try:
        inspect.signature(raw).bind(*expects.parameters)
    except TypeError:
        takes = ", ".join(inspect.signature(raw).parameters) or "nothing"
        raise Wrong(f"Your function takes: {takes}.", f"It must take: {', '.join(expects.parameters)}.") from None
    except ValueError:
        pass  # some builtins tell no signature; then the calls will show


def number(expects: Number, raw: object) -> int | float:
    """The number that was given."""
    case, value = f"You gave {shown(raw)}.", plain(raw) if is_plain(raw) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Wrong(case, f"Give a number (of {expects.unit}), not a {type(raw).__name__}.")
    if not math.isfinite(value):
        raise Wrong(case, f"Give a finite number of {expects.unit}.")
    if expects.whole and value != int(value):
        raise Wrong(case, f"Give a whole number of {expects.unit}.")
    return int(value) if expects.whole else value


def parameters(raw: object) -> dict[str, Any]:
    """How the controls of an explorer stand."""
    found = raw if isinstance(raw, dict) else getattr(raw, "parameters", None)
    if not isinstance(found, dict) or not is_plain(found):
        raise Wrong(f"You gave {shown(raw)}.", "Give the widget itself (or a dictionary of its parameters).")
    return dict(plain(found))


def rows(expects: Relation, raw: object) -> list[tuple[Any, ...]]:
    """What a DuckDB relation holds."""
    columns = getattr(raw, "columns", None)
    if columns is None or not hasattr(raw, "fetchall"):
        raise Wrong(f"You gave {shown(raw)}.", "Give a DuckDB relation: what con.sql(...) returns.")
    if tuple(columns) != expects.columns:
        raise Wrong(f"Its columns are {', '.join(columns)}.", f"They must be {', '.join(expects.columns)}.")
    return [tuple(row) for row in raw.fetchall()]


def untouched(raw: object) -> bool:
    """Whether nothing was tried yet: ``...``, ``None``, or a function whose body is ``...``, ``pass`` or a text."""
    if raw is None or raw is ...:
        return True
    code = getattr(raw, "__code__", None) if inspect.isfunction(raw) else None
    return isinstance(code, CodeType) and all(
        step.opname in IDLE or (step.opname.startswith(("LOAD_CONST", "RETURN_")) and step.argval in (None, ...))
        for step in dis.get_instructions(code)
    )


def fingerprint(raw: object, *findings: object) -> str:
    """The same for the same attempt: equal code (comments aside) or value, with equal findings."""

    def parts(code: CodeType) -> list[object]:
        nested = [parts(const) if isinstance(const, CodeType) else repr(const) for const in code.co_consts]
        return [code.co_code, code.co_names, nested]

    code = getattr(raw, "__code__", None) if inspect.isfunction(raw) else None
    seen = parts(code) if isinstance(code, CodeType) else shown(raw) if type(raw) in KINDS else type(raw).__name__
    return hashlib.sha256(repr((seen, findings)).encode()).hexdigest()[:16]
