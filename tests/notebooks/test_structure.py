"""Every written lesson keeps every rule, and every rule can fail."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from course.checks.model import LessonChecks, load
from course.editions.source import written_lessons
from course.errors import CourseError
from course.lessons import Lesson
from tests.editions.sample import graded
from tests.notebooks.reading import Problems, Reading, read_lesson
from tests.notebooks.rules import RULES, asking, code, showing, sources, text
from tests.notebooks.sample_lesson import PICTURE, SKELETON, SOURCE, exercise, guess, read_sample

read = cache(read_lesson)
named = {"ids": lambda rule: rule.__name__}


@pytest.mark.parametrize("lesson", written_lessons(), ids=lambda lesson: lesson.stem)
@pytest.mark.parametrize("rule", RULES, **named)
def test_the_lesson_keeps_the_rule(lesson: Lesson, rule: Callable[[Reading], Problems]) -> None:
    problems = list(rule(read(lesson)))
    assert not problems, f"\n{lesson.stem}:\n  " + "\n  ".join(problems)


@pytest.mark.parametrize("rule", RULES, **named)
def test_the_sample_keeps_the_rule(tmp_path: Path, rule: Callable[[Reading], Problems]) -> None:
    assert list(rule(read_sample(tmp_path))) == []


def source(old: str, new: str) -> Callable[[Path], Reading]:
    """The sample with one change in its text."""
    assert old in SOURCE, old
    return lambda root: read_sample(root, SOURCE.replace(old, new, 1))


def widget(html: str) -> Callable[[Path], Reading]:
    """The sample with another stored picture."""
    return lambda root: read_sample(root, html=html)


def more(what: str, count: int) -> str:
    return "\n".join(f'# %%\n{what}("22.x{n}")\n' for n in range(count))


def changed_checks(root: Path, **changes: object) -> Reading:
    lesson = read_sample(root)
    lesson.checks = replace(lesson.checks, **changes)
    return lesson


def other_items(items: set[str]) -> Callable[[Path], Reading]:
    def reading(root: Path) -> Reading:
        lesson = read_sample(root)
        lesson.items = items
        return lesson

    return reading


def numbered(count: int) -> str:
    return "".join(f"# ## {n} · More · 1 minute\n#\n" for n in range(7, 7 + count))


LAST = "# Count the consonants."
CODE = "two_callers(None)"
PROSE = "# One word has five letters."

# Every rule, with each way to break it and what the author is then told.
BROKEN: list[tuple[Callable[[Reading], Problems], str, Callable[[Path], Reading], str]] = [
    (
        text.scenes_tell_number_title_and_minutes,
        "heading without minutes",
        source("## 4 · A picture · 5 minutes", "## A picture"),
        r"'## A picture': write each level-2 heading as '## 4 · Title · M minutes'",
    ),
    (
        text.scenes_tell_number_title_and_minutes,
        "wrong number",
        source("## 4 · A picture", "## 7 · A picture"),
        "number the scenes 1, 2, 3",
    ),
    (
        text.scenes_fit_the_budget,
        "16 scenes",
        source(LAST, f"{LAST}\n#\n{numbered(10)}"),
        "16 scenes, at most 15. Join",
    ),
    (
        text.minutes_are_those_that_the_table_of_lessons_promises,
        "a longer scene",
        source("A picture · 5 minutes", "A picture · 9 minutes"),
        "take 22 minutes, course/lessons.py says 18",
    ),
    (
        text.words_fit_the_budget,
        "3,000 words more",
        source(PROSE, f"{PROSE}\n# {'word ' * 3000}"),
        r"\d+ words in Markdown, at most 3000",
    ),
    (
        text.sentences_are_short,
        "long sentences",
        source(PROSE, "\n#\n".join([PROSE, *[f"# {'and then ' * 12}it ends."] * 40])),
        "median sentence has 26.* words, at most 14. Cut",
    ),
    (
        text.terms_are_few_and_each_is_met,
        "26 terms",
        source("terms: [vowel]", f"terms: [{', '.join(f'vowel{n}' for n in range(26))}]"),
        "26 new terms in the header, at most 25",
    ),
    (
        text.terms_are_few_and_each_is_met,
        "term never met",
        source("terms: [vowel]", "terms: [vowel, umlaut]"),
        "'umlaut' of the header does not stand in the text",
    ),
    (
        text.terms_are_few_and_each_is_met,
        "eight terms at once",
        source("terms: [vowel]", "terms: [vowel, are, e, i, how, or, u, in]"),
        r"Scene 1 \(Queue\) brings 8 new terms",
    ),
    (
        text.sections_stand_in_their_order,
        "long experiment",
        source("Queue · 2 minutes", "Queue · 6 minutes"),
        "Scene 1 takes 6 minutes: open with an experiment of at most 5",
    ),
    (
        text.sections_stand_in_their_order,
        "no promises",
        source("## 2 · Promises", "## 2 · Hopes"),
        "Scene 2 is 'Hopes': its title should name the promise",
    ),
    (
        text.sections_stand_in_their_order,
        "no whiteboard",
        source("Whiteboard, on another day", "The end"),
        "Scene -1 is 'The end'",
    ),
    (
        text.sections_stand_in_their_order,
        "no recap",
        source("# The promises of scene 2: kept.", "# Well."),
        "does not come back to the promises",
    ),
    (
        text.sections_stand_in_their_order,
        "two scenes",
        lambda root: read_sample(root, SOURCE[: SOURCE.index("# %% [markdown]\n# ## 3")]),
        "A core has: experiment, promises",
    ),
    (
        text.it_says_what_it_leaves_out,
        "one thing left out",
        source(" Other languages. The letter y.", ""),
        "names 1 things, at least 3",
    ),
    (
        text.it_says_what_it_leaves_out,
        "not a word",
        source("What this leaves out", "Good bye"),
        "names 0 things, at least 3",
    ),
    (
        text.it_ends_with_its_moral,
        "no moral",
        source("**The moral.**", "Well."),
        r"No moral\. Write '\*\*The moral\.\*\* …'",
    ),
    (
        text.failures_are_named_and_what_remains_is_said,
        "no pattern",
        source("failure pattern", "mistake"),
        "The learner names no failure pattern. Break something",
    ),
    (
        text.failures_are_named_and_what_remains_is_said,
        "not detected",
        source("# detect it by", "# find it by"),
        "followed to its end. Write .* 'You would detect it by …'",
    ),
    (
        text.failures_are_named_and_what_remains_is_said,
        "nothing remains",
        source("What remains: y.", ""),
        "followed to its end. Write .* 'What remains: …'",
    ),
    (
        code.widgets_stand_under_a_question,
        "no widget",
        source(CODE, "1"),
        "No widget. Put the one that the lesson's question needs under that question",
    ),
    (
        code.widgets_stand_under_a_question,
        "no question",
        source("# Count the consonants.", "# Count the consonants.\n\n# %%\ntwo_callers(None)"),
        r"shows two_callers\(\) and asks nothing. Put a question",
    ),
    (
        code.a_system_is_drawn_by_code,
        "no diagram",
        source("shortener_architecture()", "1"),
        "No diagram. Draw how the parts stand together",
    ),
    (
        text.a_class_has_something_to_discuss,
        "no question",
        source("**Discuss.**", "Discuss:"),
        r"No question for a class\. Add a Markdown cell tagged instructor",
    ),
    (
        asking.checks_fit_the_budget,
        "three checks",
        source(exercise(4), ""),
        r"3 graded checks \(22.1, 22.2, 22.3\), a core has 4 to 6",
    ),
    (asking.quizzes_fit_the_budget, "six quizzes", source(LAST, f"{LAST}\n\n{more('quiz', 3)}"), "6 quizzes .* 3 to 5"),
    (asking.predictions_fit_the_budget, "three predictions", source(guess(4), ""), "3 predictions .* 4 to 7"),
    (
        asking.orderings_fit_the_budget,
        "no ordering",
        source('order("22.o1")', "1"),
        r"0 ordering exercises \(none\).* has 1\.",
    ),
    (
        code.widgets_fit_the_budget,
        "four widgets",
        source(
            CODE,
            "from course.widgets import link_estimate, multiplier\nfrom course.widgets.waiting_room import view",
        ),
        r"4 widgets \(link_estimate, multiplier, two_callers, waiting_room\), at most 3",
    ),
    (
        asking.checks_are_never_far_apart,
        "a long scene",
        source("The estimate · 5 minutes", "The estimate · 19 minutes"),
        "24 minutes from the start to the end of scene 3 without a check, at most 20",
    ),
    (
        code.code_cells_are_short,
        "21 lines",
        source(CODE, "\n".join(["x = 1"] * 19)),
        r"cell 18 \(solutions/22-sample.py, line \d+\) has 21 lines, at most 20",
    ),
    (
        code.answers_are_short_and_marked,
        "11 lines",
        source('    return text.count("1")', "\n".join(['    text += "1"'] * 11)),
        "the answer has 11 lines, at most 10",
    ),
    (
        code.answers_are_short_and_marked,
        "no marks",
        source('    ### BEGIN SOLUTION\n    return text.count("1")\n    ### END SOLUTION', "    return 1"),
        "put '### BEGIN SOLUTION' and '### END SOLUTION' around the answer only",
    ),
    (code.code_is_plain_python, "pip", source(CODE, "!pip install redis"), "'!pip install redis' is not Python"),
    (code.code_is_plain_python, "magic", source(CODE, "%timeit 1"), "'%timeit 1' is not Python"),
    (code.code_is_plain_python, "help", source(CODE, "two_callers?"), r"'two_callers\?' is not Python"),
    (code.code_is_plain_python, "syntax error", source(CODE, "x = = 1"), "'x = = 1' is not Python"),
    (code.code_is_plain_python, "star", source(CODE, "from math import *"), "imports a star"),
    (code.code_is_plain_python, "path", source(CODE, "import sys\nsys.path.append('.')"), "changes sys.path"),
    (code.async_waits_for_its_primer, "await", source(CODE, "async def f():\n    await g()"), "uses async"),
    (code.async_waits_for_its_primer, "asyncio", source(CODE, "import asyncio"), "uses async"),
    (code.async_waits_for_its_primer, "from asyncio", source(CODE, "from asyncio import run"), "uses async"),
    (
        showing.predictions_come_before_their_reveal,
        "not predicted",
        source('predict("22.p1")', "1"),
        r"reveals 22.p1: put predict\('22.p1'\) into a cell above it",
    ),
    (
        showing.predictions_come_before_their_reveal,
        "in the same cell",
        source('predict("22.p1")\n\n# %% tags=["reveal"]\n', 'predict("22.p1")\n'),
        "reveals 22.p1: put predict",
    ),
    (
        showing.predictions_come_before_their_reveal,
        "never revealed",
        source('reveal("22.p1", 1000 * 1 + 234)', "1"),
        "22.p1 is predicted and never revealed",
    ),
    (
        showing.reveals_are_hidden_and_explained_in_the_fold,
        "no tag",
        source('# %% tags=["reveal"]', "# %%"),
        r'calls reveal\(\): add tags=\["reveal"\]',
    ),
    (
        showing.reveals_are_hidden_and_explained_in_the_fold,
        "nothing predicted",
        source('# %% covers=["URL-01"]', '# %% covers=["URL-01"] tags=["reveal"]'),
        "is tagged reveal, but nothing was predicted before it",
    ),
    (
        showing.reveals_are_hidden_and_explained_in_the_fold,
        "open explanation",
        source("# <details><summary>After you ran it</summary>\n", "# It was many.\n"),
        "the text below it is open. Fold it",
    ),
    (
        showing.reveals_compute_what_they_show,
        "spelled out",
        source('reveal("22.p1", 1000 * 1 + 234)', 'reveal("22.p1", "very many")'),
        r"cell 4 .* spells its answer \('very many'\) below the question",
    ),
    (
        showing.reveals_compute_what_they_show,
        "right option in a condition",
        source(
            'reveal("22.p1", 1000 * 1 + 234)', 'reveal("22.p1", "more than a thousand" if 1_234 > 1_000 else "few")'
        ),
        r"spells its answer \(more than a thousand\) below",
    ),
    (
        showing.answers_are_not_told_before_they_are_predicted,
        "told in prose",
        source("# A **vowel** is", "# It will be 1,234. A **vowel** is"),
        r"cell 4 .* reveals 1234, but the number stands above it already",
    ),
    (
        showing.answers_are_not_told_before_they_are_predicted,
        "told by a picture",
        widget(PICTURE.replace("Four", "3,234")),
        "reveals 3234, but the number stands above it already",
    ),
    (
        showing.bold_numbers_were_just_measured,
        "other number",
        source("The picture shows **4**", "The picture shows **3**"),
        r"\*\*3\*\* is in no stored output above it",
    ),
    (
        showing.bold_numbers_were_just_measured,
        "wrong explanation",
        source("It was **2,234**", "It was **2,235**"),
        r"\*\*2235\*\* is in no stored output above it",
    ),
    (
        showing.bold_numbers_were_just_measured,
        "open text tells what the same scene reveals",
        source("# <details><summary>After you ran it</summary>\n", "# It is **1,234**.\n"),
        r"\*\*1234\*\* is in no stored output above it",
    ),
    (
        showing.every_picture_says_what_it_shows,
        "no alt",
        widget('<img src="data:image/png;base64,AAAA">'),
        r"cell 18 .* shows a picture without alternative text \(student edition\)",
    ),
    (
        showing.every_picture_says_what_it_shows,
        "empty alt",
        widget('<img alt=" " src="data:image/png;base64,AAAA">'),
        "without alternative text",
    ),
    (
        showing.every_picture_says_what_it_shows,
        "picture in Markdown",
        source(PROSE, "# ![](queue.png)"),
        "A picture in Markdown has no alternative text",
    ),
    *(
        (
            sources.numbers_from_outside_are_cited,
            name,
            source(PROSE, f"{PROSE} {sentence}"),
            f"'{who}' stands beside {number}, which no cell above cites or shows. Put it into",
        )
        for name, sentence, who, number in (
            ("a bare number of somebody", "Twitter delivers 30 billion posts a day.", "Twitter", "30 billion"),
            ("a paper's number", "Dean says 250,000 ns for a megabyte.", "Dean", "250,000"),
            ("a share", "Only 0.003 % were judged wrong at Cloudflare.", "Cloudflare", "0.003 %"),
            ("nobody by name", "According to many, 40 million people type.", "According to", "40 million"),
        )
    ),
    (
        sources.numbers_from_outside_are_cited,
        "cited, but another number",
        source(
            PROSE, f"# %%\nprint(sourced('bitly-clicks'))\n\n# %% [markdown]\n{PROSE} Bitly sees 7 billion a month."
        ),
        "'Bitly' stands beside 7 billion",
    ),
    (
        sources.numbers_from_outside_are_cited,
        "a variable with a name on it",
        source(CODE, "twitter_users = 150e6"),
        "gives twitter_users a bare number",
    ),
    (
        asking.objectives_and_assessments_match,
        "objective only in the header",
        source("objectives: [count]", "objectives: [count, spell]"),
        "The objective 'spell' is missing in course/checks/lesson_22",
    ),
    (
        asking.objectives_and_assessments_match,
        "no objective",
        source("objectives: [count]", "objectives: []"),
        "No objective. Name in the header and in course/checks/lesson_22",
    ),
    (
        asking.objectives_and_assessments_match,
        "objective never assessed",
        lambda root: changed_checks(root, exercises=(), quizzes=(), orderings=()),
        "Nothing in the notebook assesses the objective 'count'",
    ),
    (
        asking.objectives_and_assessments_match,
        "unknown objective",
        lambda root: changed_checks(root, objectives={"other": "Other"}),
        "22.1 assesses 'count', which is no objective",
    ),
    (
        asking.items_of_the_checks_and_of_the_notebook_match,
        "quiz never asked",
        source('quiz("22.q3")', "1"),
        "The quiz 22.q3 of the checks is not in the notebook",
    ),
    (
        asking.items_of_the_checks_and_of_the_notebook_match,
        "quiz unknown",
        source('quiz("22.q3")', 'quiz("22.q9")'),
        r"calls quiz\('22.q9'\), but the lesson's checks have no such quiz",
    ),
    (
        asking.what_the_cards_name_is_imported,
        "no review",
        source("reveal, review", "reveal"),
        r"tell the learner to call review\(…\)",
    ),
    (
        asking.points_are_those_of_the_exercise,
        "other points",
        source('"points": 2', '"points": 3'),
        "gives 3 points, but exercise 22.1 has 2",
    ),
    (
        asking.points_are_those_of_the_exercise,
        "no answer above",
        source(exercise(4), f'{graded("22-4", points=2)}\ncheck("22.4", None)\n'),
        "is graded, and no answer cell stands above it",
    ),
    (
        asking.points_are_those_of_the_exercise,
        "no check",
        source('check("22.1", answer_1)', "answer_1('1')"),
        "it must hold one check",
    ),
    (
        asking.what_it_covers_is_what_the_table_allots,
        "left over",
        other_items({"URL-01", "BUG-001", "URL-02"}),
        r'URL-02 is allotted to lesson 22, but no cell has covers=\["URL-02"\]',
    ),
    (
        asking.what_it_covers_is_what_the_table_allots,
        "not allotted",
        other_items({"URL-01"}),
        r"cell 18 .* covers BUG-001, but datasets/coverage/coverage.csv does not allot it",
    ),
]


@pytest.mark.parametrize(
    ("rule", "broken", "message"),
    [(rule, broken, message) for rule, _name, broken, message in BROKEN],
    ids=[f"{rule.__name__}-{name}" for rule, name, _broken, _message in BROKEN],
)
def test_a_broken_lesson_is_told_what_to_do(
    tmp_path: Path, rule: Callable[[Reading], Problems], broken: Callable[[Path], Reading], message: str
) -> None:
    problems = list(rule(broken(tmp_path)))
    assert any(re.search(message, problem) for problem in problems), problems


def test_a_core_with_one_scene_keeps_every_rule_but_those_that_ask_for_what_is_not_written_yet(tmp_path: Path) -> None:
    told = {
        text.sections_stand_in_their_order: "A core has: experiment, promises, .* Write each as a scene",
        text.it_says_what_it_leaves_out: "Write '[*]{2}What this leaves out",
        text.it_ends_with_its_moral: "Write '[*]{2}The moral",
        text.failures_are_named_and_what_remains_is_said: "Break something, and before the fix write",
        text.a_class_has_something_to_discuss: "Add a Markdown cell tagged instructor",
        code.widgets_stand_under_a_question: "Put the one that the lesson's question needs",
        code.a_system_is_drawn_by_code: "Draw how the parts stand together",
        asking.checks_fit_the_budget: r'a core has 4 to 6\. Write more check\("22\.…"\)',
        asking.quizzes_fit_the_budget: r'a core has 3 to 5\. Write more quiz\("22\.…"\)',
        asking.predictions_fit_the_budget: r'a core has 4 to 7\. Write more predict\("22\.…"\)',
        asking.orderings_fit_the_budget: r'a core has 1\. Write more order\("22\.…"\)',
        asking.objectives_and_assessments_match: "Name in the header",
        asking.what_it_covers_is_what_the_table_allots: r'no cell has covers=\["BUG-001"\]',
    }
    lesson = read_sample(tmp_path, SKELETON)
    lesson.checks = LessonChecks("22", {})
    problems = {rule: list(rule(lesson)) for rule in RULES}
    assert {rule for rule, said in problems.items() if said} == set(told)
    for rule, message in told.items():
        assert re.search(message, problems[rule][0]), problems[rule]


def test_whoever_has_only_a_source_hears_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = Lesson(number="98", slug="new", title="New", minutes=60, summary="Not written.")
    with pytest.raises(CourseError, match=r"not built yet\. Run `python3 workbook.py build 98`"):
        read_lesson(lesson, tmp_path)
    monkeypatch.setattr("course.checks.model.LESSONS", [lesson])
    with pytest.raises(CourseError, match=r"has no checks yet. Write course/checks/lesson_98\.py"):
        load("98")


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("bitly-clicks", "Bitly sees 6 billion clicks a month, about 2,300 a second and 200 million a day."),
        (
            "whatsapp-connections",
            "WhatsApp held 2.3 million connections in 2012, as lesson 23 and RFC 9562 do not say.",
        ),
        ("cloudflare-wrongly-judged", "Cloudflare judged 0.003 % wrong, and needs ports 80 and 443 for it."),
        (None, "Twitter made 64-bit numbers of three parts."),
        (None, "Nobody is named, so 50,000 connections a server pass."),
    ],
)
def test_a_number_from_outside_may_be_said_once_a_cell_cites_it(tmp_path: Path, cited: str | None, said: str) -> None:
    cell = f'# %%\nprint(sourced("{cited}"))\n\n# %% [markdown]\n' if cited else ""
    lesson = source(PROSE, f"{cell}{PROSE} {said}")(tmp_path)
    assert list(sources.numbers_from_outside_are_cited(lesson)) == []


def test_every_rule_is_shown_to_fail() -> None:
    written = {
        value
        for module in (asking, code, showing, sources, text)
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert written == set(RULES)
    assert {rule for rule, *_ in BROKEN} == set(RULES)
