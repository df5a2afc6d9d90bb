"""The shortener over HTTP."""

from fastapi import BackgroundTasks, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from course.systems.url_shortener.model import BadLink, ExpiredLink, NameTaken, UnknownCode
from course.systems.url_shortener.service import UrlShortener

STATUS: dict[type[Exception], int] = {UnknownCode: 404, ExpiredLink: 410, NameTaken: 409, BadLink: 422}


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


def create_app(shortener: UrlShortener, *, redirect_status: int = 302) -> FastAPI:
    """POST /api/links makes a link (201); GET /{code} redirects (302: every click reaches us and is counted).

    Errors: 404 unknown code, 410 expired, 409 name taken, 422 bad address. The handlers are plain functions, so FastAPI
    runs them in threads and a slow query blocks nobody else.
    """
    app = FastAPI(title="A URL shortener", docs_url=None, redoc_url=None)

    @app.post("/api/links", status_code=201)
    def create(new: NewLink) -> MadeLink:
        link = shortener.create(new.url, alias=new.alias, lifetime_s=new.lifetime_s)
        return MadeLink(code=link.code, url=link.url, expires_s=link.expires_s)

    @app.get("/{code}")
    def follow(code: str, request: Request, background: BackgroundTasks) -> Response:
        link = shortener.resolve(code)
        background.add_task(shortener.record_click, code, request.headers.get("referer", ""))
        return Response(status_code=redirect_status, headers={"location": link.url})

    def refuse(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=STATUS[type(error)])

    for kind in STATUS:
        app.add_exception_handler(kind, refuse)
    return app
