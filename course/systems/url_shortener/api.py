"""The shortener over HTTP: each answer says what happened, and whether it is any use to try again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import redis
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from course.systems.url_shortener.clicks import ClickSummary, ClickTable
from course.systems.url_shortener.limits import CallLimit
from course.systems.url_shortener.model import (
    BadLink,
    ExpiredLink,
    NameTaken,
    NotYours,
    TooManyCalls,
    TryLater,
    Unavailable,
    UnknownCode,
    UnknownKey,
)
from course.systems.url_shortener.service import UrlShortener

STATUS: dict[type[Exception], int] = {
    UnknownKey: 401,
    NotYours: 403,
    UnknownCode: 404,
    NameTaken: 409,
    ExpiredLink: 410,
    BadLink: 422,
    TooManyCalls: 429,
    Unavailable: 503,
}
KEPT_NOWHERE = {"cache-control": "no-store"}  # unless we say so, a cache in between may keep a 404 for minutes


class NewLink(BaseModel):
    """What a caller sends to make a link; ``lifetime_s`` counts seconds from now."""

    url: str
    alias: str | None = None
    lifetime_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class MadeLink(BaseModel):
    """What the caller gets back."""

    code: str
    url: str
    expires_s: float | None


def create_app(
    shortener: UrlShortener,
    *,
    redirect_status: int = 302,
    owners: Mapping[str, str] | None = None,
    limit: CallLimit | None = None,
    proxies: int = 0,
    clicks: ClickTable | None = None,
) -> FastAPI:
    """Three doors: make a link, follow it, see its clicks.

    POST /api/links makes a link (201) or finds the one that its owner has (200). GET /{code} redirects (302: every
    click reaches us and is counted). GET /api/links/{code}/clicks gives its owner the numbers (200).

    Errors, in JSON: 400 no JSON at all, 401 unknown key, 403 another customer's link, 404 unknown code, 409 name taken,
    410 expired, 422 bad address, 429 too many calls, 503 a store is down; the last two say in ``Retry-After`` for how
    many seconds to wait. The handlers are plain functions, so FastAPI runs them in threads and a slow query blocks
    nobody else.

    Args:
        shortener: what makes and resolves links.
        redirect_status: 302, or 301 for redirects that need not be counted.
        owners: API key, brought in the header ``X-API-Key``, to customer. Compare hashes where keys live in a database.
        limit: how often one caller may call; None: for ever.
        proxies: how many proxies of ours stand in front. Each adds to ``X-Forwarded-For`` who called it; what stands
            further left was written by the caller and is not believed.
        clicks: where clicks are counted.
    """
    app = FastAPI(title="A URL shortener", docs_url=None, redoc_url=None, openapi_url=None)

    reception = Reception(owners or {}, limit, proxies)
    caller = Depends(reception)

    @app.post("/api/links", status_code=201)
    def create(new: NewLink, response: Response, owner: str | None = caller) -> MadeLink:
        link, is_new = shortener.create_or_reuse(new.url, alias=new.alias, lifetime_s=new.lifetime_s, owner=owner)
        response.status_code = 201 if is_new else 200
        response.headers["location"] = f"/{link.code}"
        return MadeLink(code=link.code, url=link.url, expires_s=link.expires_s)

    @app.get("/api/links/{code}/clicks")
    def count(code: str, owner: str | None = caller) -> ClickSummary:
        if owner is None:
            raise UnknownKey("Bring the key of the link's owner in the header X-API-Key.")
        shortener.owned(code, owner)
        return ClickSummary() if clicks is None else clicks.summary(code)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "up"}

    @app.get("/{code}", dependencies=[caller])
    def follow(code: str, request: Request, background: BackgroundTasks) -> Response:
        link = shortener.resolve(code)
        background.add_task(note_click, shortener, code, request.headers.get("referer", ""))
        return Response(status_code=redirect_status, headers={"location": link.url, **KEPT_NOWHERE})

    for kind in STATUS:
        app.add_exception_handler(kind, refuse)
    app.add_exception_handler(RequestValidationError, partial(unreadable, reception))
    return app


@dataclass(frozen=True, slots=True, eq=False)
class Reception:
    """Says which customer calls (None: anybody), and counts the call. See :func:`create_app`."""

    owners: Mapping[str, str]
    limit: CallLimit | None
    proxies: int

    def __call__(self, request: Request) -> str | None:
        """Raises ``UnknownKey`` or ``TooManyCalls``; a wrong key counts as a call too, or keys could be guessed."""
        key = request.headers.get("x-api-key")
        owner = None if key is None else self.owners.get(key)
        if self.limit is not None:
            self.limit.admit(network_address(request, self.proxies), owner)
        if key is not None and owner is None:
            raise UnknownKey("Nobody has this API key.")
        return owner


def note_click(shortener: UrlShortener, code: str, referrer: str) -> None:
    """Note a click after its answer went out. While Redis is down clicks are lost: readers go first."""
    try:
        shortener.record_click(code, referrer)
    except redis.RedisError:
        shortener.clicks_lost += 1


def refuse(_: Request, error: Exception) -> JSONResponse:
    """Say what kind of failure it is, and when to try again if that may help."""
    later = {"retry-after": str(error.retry_s)} if isinstance(error, TryLater) else {}
    return JSONResponse({"error": str(error)}, STATUS[type(error)], headers={**later, **KEPT_NOWHERE})


def unreadable(reception: Reception, request: Request, error: Exception) -> JSONResponse:
    """400 where the body is no JSON, 422 where it is but its fields are wrong."""
    assert isinstance(error, RequestValidationError)
    problems = jsonable_encoder(error.errors(), exclude={"ctx", "input", "url"})
    broken = any(problem["type"] == "json_invalid" for problem in problems)
    if broken:
        try:
            reception(request)  # FastAPI reads the body before it asks who calls: this call is not counted yet
        except (TooManyCalls, UnknownKey) as refused:
            return refuse(request, refused)
    return JSONResponse({"error": problems}, 400 if broken else 422, headers=KEPT_NOWHERE)


def network_address(request: Request, proxies: int) -> str:
    """Who calls: the other end of the connection, or what the first of our ``proxies`` saw there."""
    seen = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.client.host if request.client else "unknown"
