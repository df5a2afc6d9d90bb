"""What a lesson shows: guesses before results, numbers that were measured, pictures in words."""

import ast
import re

from tests.notebooks.reading import (
    Call,
    Problems,
    Reading,
    bold_numbers,
    folded,
    item_calls,
    numbers,
    pictures,
    syntax,
    unfolded,
)

TELLING_DIGITS = 3  # a number with fewer significant digits can stand somewhere by chance


def predictions_come_before_their_reveal(lesson: Reading) -> Problems:
    predicted: dict[str, Call] = {}
    for call in lesson.calls:
        if call.name == "predict":
            predicted[call.item] = call
        elif call.name == "reveal":
            guess = predicted.get(call.item)
            if guess is None or guess.cell == call.cell:
                yield f"{lesson.where(call.cell)} reveals {call.item}: put predict({call.item!r}) into a cell above it."
    for item in set(predicted) - set(lesson.called("reveal")):
        yield f"{item} is predicted and never revealed. Show the guess beside the result: reveal({item!r}, result)."


def reveals_are_hidden_and_explained_in_the_fold(lesson: Reading) -> Problems:
    for scene in lesson.scenes:
        seen_predict = False
        for piece, following in zip(scene.pieces, [*scene.pieces[1:], None], strict=True):
            names = [name for name, _item in item_calls(piece.text)] if piece.kind == "code" else []
            if "reveal" in names and not piece.reveal:
                yield f'{lesson.where(piece.cell)} calls reveal(): add tags=["reveal"], or all read the answer.'
            if piece.reveal and not seen_predict:
                yield (
                    f"{lesson.where(piece.cell)} is tagged reveal, but nothing was predicted before it in its scene, "
                    "and nothing put in order."
                )
            seen_predict = seen_predict or "predict" in names or "order" in names
            shown = following.text.lstrip() if following and following.kind == "markdown" else "<details>"
            if piece.reveal and not shown.startswith("<details>"):
                yield (
                    f"{lesson.where(piece.cell)} is a reveal, but the text below it is open. Fold it: "
                    "<details><summary>After you ran it</summary> … </details>."
                )


def reveals_compute_what_they_show(lesson: Reading) -> Problems:
    """The source stands in sight below the question: no spelled-out result, nor the right option alone."""
    predictions = {prediction.id: prediction for prediction in lesson.checks.predictions}
    for number, cell in lesson.cells:
        calls = [node for node in ast.walk(syntax(cell.source)) if isinstance(node, ast.Call)]
        for node in calls if cell.cell_type == "code" else []:
            if not (isinstance(node.func, ast.Name) and node.func.id == "reveal" and len(node.args) > 1):
                continue
            item, result = node.args[:2]
            asked = predictions.get(item.value) if isinstance(item, ast.Constant) else None
            spelled = isinstance(result, ast.Constant)
            told = {option for option in asked.options if _says(cell.source, option)} if asked else set()
            right = {option for option in asked.options if option not in asked.reconcile} if asked else set()
            if spelled or (told & right and asked and told != set(asked.options)):
                what = ", ".join(sorted(told & right)) or ast.unparse(result)
                yield (
                    f"{lesson.where(number)} spells its answer ({what}) below the question. Compute what reveal() "
                    "shows, or name every option."
                )


def _says(source: str, option: str) -> bool:
    """Whether the code says an option; one without a word, such as "9", can stand anywhere by chance."""
    bare = option.removeprefix("about ").removeprefix("only ").lower()
    return re.search("[a-z]{3}", bare) is not None and bare in source.lower()


def answers_are_not_told_before_they_are_predicted(lesson: Reading) -> Problems:
    """Only telling numbers: with three or more significant digits, explained in bold after a reveal."""
    above: list[str] = []
    pending: list[tuple[int, str]] = []
    for piece in lesson.pieces:
        if piece.reveal:
            pending.append((piece.cell, "\n".join(above)))
        elif piece.kind == "markdown":
            for number in bold_numbers(folded(piece.text)) if pending else []:
                telling = len(number.replace(".", "").strip("0")) >= TELLING_DIGITS
                if telling and number in numbers(pending[-1][1]):
                    yield f"{lesson.where(pending[-1][0])} reveals {number}, but the number stands above it already."
            pending = []
        above.append(piece.text if piece.kind == "markdown" else lesson.shown_by(piece.cell, "student"))


def bold_numbers_were_just_measured(lesson: Reading) -> Problems:
    """Open text quotes what everybody sees, or what an earlier scene revealed; folded text quotes reveals too."""
    terms = {str(term).lower() for term in lesson.source.front.get("terms", [])}
    open_to_all, revealed = set[str](), set[str]()
    for scene in lesson.scenes:
        earlier = set(revealed)
        for piece in scene.pieces:
            if piece.kind == "code":
                open_to_all |= set(numbers(lesson.shown_by(piece.cell, "student")))
                revealed |= set(numbers(lesson.shown_by(piece.cell, "instructor"))) if piece.reveal else set()
                continue
            known = open_to_all | earlier
            text = re.sub(r"\*\*([^*]+)\*\*", lambda bold: "" if bold[1].lower() in terms else bold[0], piece.text)
            for part, seen in ((unfolded(text), known), (folded(text), known | revealed)):
                for number in bold_numbers(part):
                    if number not in seen:
                        yield (
                            f"{lesson.where(piece.cell)}: **{number}** is in no stored output above it. Bold is for "
                            "numbers that were just measured: print it, correct it, or write it without bold."
                        )


def every_picture_says_what_it_shows(lesson: Reading) -> Problems:
    for notebook, edition in ((lesson.student, "student"), (lesson.instructor, "instructor")):
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                for alt in pictures(output):
                    if not (alt or "").strip():
                        number = int(cell.id.removeprefix("cell-"))
                        yield (
                            f"{lesson.where(number)} shows a picture without alternative text ({edition} edition). "
                            "Use course.widgets.figure.picture(figure, alt, caption); alt states the finding."
                        )
    for match in re.finditer(r"!\[\s*\]\(|<img(?![^>]*alt=\"[^\"]+\")", lesson.markdown):
        yield f"A picture in Markdown has no alternative text ({match[0]!r}). Say in words what it shows."


RULES = (
    predictions_come_before_their_reveal,
    reveals_are_hidden_and_explained_in_the_fold,
    reveals_compute_what_they_show,
    answers_are_not_told_before_they_are_predicted,
    bold_numbers_were_just_measured,
    every_picture_says_what_it_shows,
)
