"""The patient client: it counts answers, whole ones, and refuses errors."""

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

from course.errors import CourseError
from course.parts.http_load import redirect_app, requests_per_s
from course.parts.http_server import serve


def test_it_reads_whole_answers_however_long():
    app, asked = FastAPI(), []

    @app.get("/long")
    async def long() -> PlainTextResponse:
        asked.append(1)
        return PlainTextResponse("x" * 200_000)

    with serve(app) as base:
        assert requests_per_s(f"{base}/long", 5) > 0
    assert len(asked) == 6  # one to open the line


def test_a_redirect_is_an_answer_and_is_not_followed():
    with serve(redirect_app("https://example.org/")) as base:
        assert requests_per_s(f"{base}/any/path", 20) > 0


def test_an_error_is_no_answer():
    with serve(FastAPI()) as base, pytest.raises(CourseError, match="404 Not Found"):
        requests_per_s(f"{base}/nothing", 1)
