"""Compute a formula that stands in a file, without running anything else that may stand there."""

import ast
import operator
from collections.abc import Callable, Mapping

from course.errors import CourseError

LARGEST_POWER = 64
LARGEST_RANGE = 1_000
Value = float | list["Value"] | range

OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def evaluate(formula: str) -> float:
    """Compute an expression of plain numbers: ``+ - * / // % **``, min, max, len, range, and one loop over a range.

    Raises:
        CourseError: the formula holds anything else, or grows too large.
    """
    try:
        value = _value(ast.parse(formula, mode="eval").body, {})
    except (SyntaxError, ArithmeticError, TypeError, ValueError) as error:
        raise CourseError(f"The formula {formula!r} cannot be computed: {error}. Use plain numbers.") from error
    if not isinstance(value, int | float):
        raise CourseError(f"The formula {formula!r} gives no number. Use plain numbers.")
    return value


def _value(node: ast.AST, names: Mapping[str, float]) -> Value:  # noqa: PLR0911 - one answer a kind of node
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, names)
        case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
            return _operated(op, _number(left, names), _number(right, names))
        case ast.List(elts=elements):
            return [_value(element, names) for element in elements]
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _called(function, [_value(argument, names) for argument in arguments])
        case ast.GeneratorExp(generators=[ast.comprehension(target=ast.Name(id=name)) as loop]):
            return _looped(node.elt, name, loop, names)
    raise ValueError(f"{ast.unparse(node)} is no plain number")


def _number(node: ast.AST, names: Mapping[str, float]) -> float:
    value = _value(node, names)
    if not isinstance(value, int | float):
        raise TypeError(f"{ast.unparse(node)} is no number")
    return value


def _operated(op: ast.AST, left: float, right: float) -> float:
    if isinstance(op, ast.Pow) and abs(right) <= LARGEST_POWER:
        power: float = left**right
        return power
    if type(op) not in OPERATORS:
        raise ValueError(f"{type(op).__name__} with {left} and {right} is not allowed")
    return OPERATORS[type(op)](left, right)


def _called(function: str, arguments: list[Value]) -> Value:
    if function == "range":
        numbers = range(*(int(argument) for argument in arguments if isinstance(argument, int)))
        if len(numbers) > LARGEST_RANGE:
            raise ValueError(f"a range of {len(numbers)} is over {LARGEST_RANGE}")
        return numbers
    known: dict[str, Callable[..., float]] = {"min": min, "max": max, "len": len}
    if function not in known:
        raise ValueError(f"{function}() is not allowed")
    return known[function](*arguments)


def _looped(element: ast.AST, name: str, loop: ast.comprehension, names: Mapping[str, float]) -> list[Value]:
    numbers = _value(loop.iter, names)
    if not isinstance(numbers, range):
        raise TypeError("a loop runs over a range")
    inside = [{**names, name: number} for number in numbers]
    return [_value(element, here) for here in inside if all(_value(test, here) for test in loop.ifs)]
