"""Answers that misbehave, as a learner may hand them in by accident or for fun; each takes one number."""

import asyncio
import ctypes
import itertools
import logging
import os
import re
import sys
import threading
import time

KERNEL_STREAMS = logging.StreamHandler()  # keeps the stream that the kernel had when the module was loaded


class Liar(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Shape:
    def __init__(self, number):
        self.number = number


class Sour(Exception):
    def __str__(self):
        raise RuntimeError


def loops(number):
    while True:
        number += 1


def cannot_be_stopped(number):
    while True:
        try:
            while True:
                number += 1
        except BaseException:  # noqa: BLE001
            number = 0


def waits_for_a_thread(number):
    threading.Event().wait()


async def waits_for_ever(number):
    await asyncio.Event().wait()


def backtracks(number):
    return len(re.match(r"(a+)+$", "a" * 40 + "b") or "")


def recurses(number):
    return recurses(number)


def recurses_into_the_ground(number):
    sys.setrecursionlimit(10**9)
    return int(repr(deep(10**6)))


def deep(levels):
    nested = []
    for _ in range(levels):
        nested = [nested]
    return nested


def calls_exit(number):
    sys.exit(3)


def ends_python(number):
    os._exit(0)


def crashes(number):
    ctypes.string_at(0)


def prints_a_megabyte(number):
    sys.stdout.write("x" * 1_000_000)
    sys.stderr.write("y" * 1_000_000)
    os.write(1, b"z" * 1_000_000)
    os.write(2, b"z" * 1_000_000)
    KERNEL_STREAMS.stream.write("w" * 1_000)
    return 0


def prints_strange_letters(number):
    sys.stdout.write("\ud800 \x1b[31m \x00")
    return 0


def prints_for_ever(number):
    while True:
        sys.stdout.write("again\n")


def fills_memory(number):
    return len(bytearray(10**12))


def fills_memory_slowly(number):
    kept = []
    while True:
        kept.append(bytes(10**7))


def asks(number):
    return int(input("number? "))


def yields(number):
    yield number


async def yields_later(number):
    yield number


def counts_for_ever(number):
    return itertools.count()


def returns_a_text(number):
    return str(number)


def returns_nothing(number):
    number * 2


def returns_a_shape(number):
    return Shape(number)


def returns_a_huge_number(number):
    return 10**10_000


def returns_a_nested_list(number):
    return deep(100_000)


def lies(number):
    return Liar(5)


def raises(number):
    raise KeyError(number)


def raises_sourly(number):
    raise Sour


def raises_an_interrupt(number):
    raise KeyboardInterrupt


def takes_two(number, other):
    return number


def has_children(number):
    os.fork()
    time.sleep(60)


def closes_everything(number):
    os.closerange(0, 1000)


def draws(number):
    from IPython.display import display

    display("drawn")
    return 0


SAID = {
    loops: "did not come back",
    cannot_be_stopped: "did not come back",
    waits_for_a_thread: "did not come back",
    waits_for_ever: "did not come back",
    backtracks: "did not come back",
    prints_for_ever: "did not come back",
    has_children: "did not come back",
    recurses: "too deep",
    recurses_into_the_ground: "",
    calls_exit: "called exit()",
    ends_python: "ended Python",
    crashes: "ended Python",
    closes_everything: "ended Python",
    raises_an_interrupt: "KeyboardInterrupt",
    prints_a_megabyte: "number",
    prints_strange_letters: "gave 0",
    fills_memory: "more memory",
    fills_memory_slowly: "more memory",
    asks: "called input()",
    yields: "returned a generator",
    yields_later: "returned a generator",
    counts_for_ever: "returned <count>",
    returns_a_text: "returned '0'",
    returns_nothing: "every path end with a return",
    returns_a_shape: "returned <Shape>",
    returns_a_huge_number: "broke the check: ValueError",
    returns_a_nested_list: "too long to show",
    lies: "It gave 5",
    raises: "raised KeyError: 0",
    raises_sourly: "raised Sour.",
    takes_two: "It must take (number)",
    Shape: "the class Shape",
    draws: "gave 0",
    7: "without parentheses",
    "double": "without parentheses",
    Shape(1): "You gave <Shape>",
}
"""Each answer with words of the card that it must get."""


def title(answer):
    return getattr(answer, "__name__", type(answer).__name__)
