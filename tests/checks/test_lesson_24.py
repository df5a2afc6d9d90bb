"""Lesson 24: our rule judges long talks in the place of thefts, which take a hundred times as long."""

import random

from course.checks.lesson_24.thefts import ours_first_closed, truth


def test_our_rule_says_what_thefts_show():
    rng = random.Random(1)
    for _ in range(30):
        writers = "A" + "".join(rng.choices("AB", k=rng.randrange(15)))
        step = rng.randint(0, len(writers))
        assert ours_first_closed(writers, step) == truth(writers, step), (writers, step)
