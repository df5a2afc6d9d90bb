"""How a lesson reads: scenes and their minutes, words, sentences, terms, the order of sections."""

import re
from statistics import median

from course.editions.teaching import questions_to_discuss
from tests.notebooks.reading import Problems, Reading, prose, sentences, words

MOST_WORDS = {"core": 3000, "dive": 1500, "primer": 800, "start": 1500}
MOST_SCENES = 15
MOST_TERMS, MOST_TERMS_IN_A_SCENE = 25, 7
MOST_MINUTES_OF_THE_EXPERIMENT = 5
MOST_WORDS_IN_A_MEDIAN_SENTENCE = 14
FEWEST_THINGS_LEFT_OUT = 3


def scenes_tell_number_title_and_minutes(lesson: Reading) -> Problems:
    for number, scene in enumerate(lesson.scenes[1:], start=1):
        if not scene.match:
            yield f"'## {scene.heading}': write each level-2 heading as '## {number} · Title · M minutes'."
        elif int(scene.match[1]) != number:
            yield f"'## {scene.heading}' is scene {number}: number the scenes 1, 2, 3 …"


def scenes_fit_the_budget(lesson: Reading) -> Problems:
    if len(lesson.scenes) - 1 > MOST_SCENES:
        yield f"{len(lesson.scenes) - 1} scenes, at most {MOST_SCENES}. Join two, or move one into a dive."


def minutes_are_those_that_the_table_of_lessons_promises(lesson: Reading) -> Problems:
    total = sum(scene.minutes for scene in lesson.timed_scenes)
    if total != lesson.lesson.minutes:
        yield (
            f"The scenes (without the whiteboard) take {total} minutes, "
            f"course/lessons.py says {lesson.lesson.minutes}. Shorten a scene, or correct one of the two."
        )


def words_fit_the_budget(lesson: Reading) -> Problems:
    count, most = len(words(prose(lesson.markdown))), MOST_WORDS[lesson.kind]
    if count > most:
        yield f"{count} words in Markdown, at most {most}. What serves no objective goes."


def sentences_are_short(lesson: Reading) -> Problems:
    lengths = [len(words(sentence)) for sentence in sentences(lesson.markdown)]
    if lengths and median(lengths) > MOST_WORDS_IN_A_MEDIAN_SENTENCE:
        longest = max(sentences(lesson.markdown), key=lambda sentence: len(words(sentence)))
        yield (
            f"The median sentence has {median(lengths)} words, at most {MOST_WORDS_IN_A_MEDIAN_SENTENCE}. "
            f"Cut sentences in two; the longest begins: {longest[:60]!r}."
        )


def terms_are_few_and_each_is_met(lesson: Reading) -> Problems:
    terms = lesson.source.front.get("terms", [])
    if len(terms) > MOST_TERMS:
        yield f"{len(terms)} new terms in the header, at most {MOST_TERMS}. Say some in plain words."
    first = {term: _first_scene(lesson, term) for term in terms}
    for term, scene in first.items():
        if scene is None:
            yield f"The term {term!r} of the header does not stand in the text. Define it where it is first needed."
    for number, scene in enumerate(lesson.scenes):
        new = [term for term in terms if first[term] == number]
        if len(new) > MOST_TERMS_IN_A_SCENE:
            yield (
                f"Scene {number} ({scene.title}) brings {len(new)} new terms ({', '.join(new)}), at most "
                f"{MOST_TERMS_IN_A_SCENE}. Move some to where they are needed."
            )


def _first_scene(lesson: Reading, term: str) -> int | None:
    pattern = re.compile(rf"\b{re.escape(term)}", re.IGNORECASE)
    for number, scene in enumerate(lesson.scenes):
        if pattern.search(re.sub(r"\s+", " ", prose(scene.markdown))):
            return number
    return None


def sections_stand_in_their_order(lesson: Reading) -> Problems:
    if lesson.kind != "core":
        return
    if len(lesson.scenes) < 6:
        yield (
            "A core has: experiment, promises, estimate, scenes, against the estimate, whiteboard. Write each as a "
            "scene ('## 2 · What do we promise? · 3 minutes'); docs/author.md says what belongs into it."
        )
        return
    _before, experiment, promises, estimate, *_middle, against, whiteboard = lesson.scenes
    if experiment.minutes > MOST_MINUTES_OF_THE_EXPERIMENT:
        yield (
            f"Scene 1 takes {experiment.minutes} minutes: open with an experiment of at most "
            f"{MOST_MINUTES_OF_THE_EXPERIMENT} minutes."
        )
    wanted = [
        (2, promises, "promise"),
        (3, estimate, "estimate"),
        (-2, against, "estimate"),
        (-1, whiteboard, "whiteboard"),
    ]
    for place, scene, word in wanted:
        if word not in scene.title.lower():
            yield f"Scene {place} is '{scene.title}': its title should name the {word} (order of sections: style.md)."
    if "promise" not in against.markdown.lower():
        yield f"'{against.title}' does not come back to the promises of scene 2. End with a recap that mirrors them."


def it_says_what_it_leaves_out(lesson: Reading) -> Problems:
    found = re.search(r"(?is)what this leaves out\W+(.*?)(?=\n#|\n\*\*|\Z)", lesson.markdown)
    count = len(sentences(found[1])) if found else 0
    if count < FEWEST_THINGS_LEFT_OUT and lesson.kind != "start":
        yield (
            f"'What this leaves out' names {count} things, at least {FEWEST_THINGS_LEFT_OUT}. Write "
            "'**What this leaves out.** One thing. Another. A third.' near the end."
        )


def it_ends_with_its_moral(lesson: Reading) -> Problems:
    if "**The moral.**" not in lesson.markdown and lesson.kind != "start":
        yield (
            "No moral. Write '**The moral.** …' into the last scene before the whiteboard: what only this "
            "system taught you, with a number just measured."
        )


def failures_are_named_and_what_remains_is_said(lesson: Reading) -> Problems:
    if lesson.kind not in ("core", "dive"):
        return
    if not re.search(r"(?i)<summary>[^<]*pattern", lesson.markdown):
        yield (
            "The learner names no failure pattern. Break something, and before the fix write '<details><summary>Which "
            "failure pattern is this: …? Name it, then open.</summary> … </details>'."
        )
    for word, example in {"detect": "You would detect it by …", "remain": "What remains: …"}.items():
        if word not in lesson.markdown.lower():
            yield f"No failure is followed to its end. Write where something was broken and mended: '{example}'."


def a_class_has_something_to_discuss(lesson: Reading) -> Problems:
    if not questions_to_discuss(lesson.source):
        yield (
            "No question for a class. Add a Markdown cell tagged instructor that begins with '**Discuss.**', and ask "
            "what this system's own numbers leave open: docs/teaching.md shows it."
        )


RULES = (
    scenes_tell_number_title_and_minutes,
    scenes_fit_the_budget,
    minutes_are_those_that_the_table_of_lessons_promises,
    words_fit_the_budget,
    sentences_are_short,
    terms_are_few_and_each_is_met,
    sections_stand_in_their_order,
    it_says_what_it_leaves_out,
    it_ends_with_its_moral,
    failures_are_named_and_what_remains_is_said,
    a_class_has_something_to_discuss,
)
