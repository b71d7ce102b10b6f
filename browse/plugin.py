"""Datasette plugin: from a row to its place on the page, and nothing to or from other sites.

Pictures come from the database's own picture file, asked for by document and page number; no part of an
address ever becomes a path.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import path_with_added_args
from datasette.utils.asgi import NotFound, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from browse.full_text import look_for, marked
from browse.question_forms import QUESTIONS
from browse.row_places import find_place, picture_of
from browse.view_layout import FACETS, HIDDEN
from lampiran.errors import LampiranError
from load.view_words import VIEW_WORDS, column_words

log = logging.getLogger(__name__)

NAME = "lampiran"
"""What the database is called in addresses."""
LOCAL_HOSTS = frozenset(("127.0.0.1", "localhost", "[::1]"))
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SUGGESTED = {
    "provinsi": "SELECT DISTINCT provinsi FROM documents WHERE provinsi <> '' ORDER BY 1",
    "wilayah": "SELECT DISTINCT wilayah FROM documents WHERE wilayah <> '' ORDER BY 1",
    "tahun": "SELECT DISTINCT COALESCE(tahun_rencana, tahun_sk) FROM documents"
    " WHERE COALESCE(tahun_rencana, tahun_sk) IS NOT NULL ORDER BY 1 DESC",
    "kode_indikator": "SELECT indikator_id FROM vocabulary ORDER BY 1",
    "bulan": "SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')",
}
"""What a question's field offers while one types."""
_FLAGS = {"needs_review": "perlu dilihat", "marks_doubtful": "tanda meragukan"}
"""What stands for a flag that is set."""


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Search, the row's place, and the pictures it shows."""
    return [
        (r"^/-/cari$", show_found),
        (r"^/-/halaman/(?P<document_id>[0-9A-Za-z]{1,64})/(?P<urutan>[0-9]{1,6})$", show_place),
        (r"^/-/gambar/(?P<document_id>[0-9A-Za-z]{1,64})/(?P<page>[0-9]{1,6})\.png$", send_picture),
    ]


async def show_place(request: Request, datasette: Datasette) -> Response:
    """A row's cells in words and on the pictures of its pages.

    Raises:
        NotFound: If there is no such row.
    """
    document_id, urutan = request.url_vars["document_id"], int(request.url_vars["urutan"])
    database = datasette.get_database(NAME)

    def look(connection: sqlite3.Connection) -> Any:
        return find_place(connection, Path(database.path), document_id, urutan)

    place = await database.execute_fn(look)
    if place is None:
        raise NotFound("Baris ini tidak ada, atau dokumennya sudah digantikan versi yang lebih baru.")
    shown = {"place": place, "urutan": urutan}
    return Response.html(await datasette.render_template("halaman.html", shown, request=request))


async def send_picture(request: Request, datasette: Datasette) -> Response:
    """A page's picture.

    Raises:
        NotFound: If none is kept.
    """
    document_id, page = request.url_vars["document_id"], int(request.url_vars["page"])
    database = datasette.get_database(NAME)

    def look(connection: sqlite3.Connection) -> bytes | None:
        return picture_of(connection, Path(database.path), document_id, page)

    image = await database.execute_fn(look)
    if image is None:
        raise NotFound("Gambar halaman ini tidak disimpan.")
    return Response(image, content_type="image/png", headers={"Cache-Control": "private, max-age=60"})


async def show_found(request: Request, datasette: Datasette) -> Response:
    """Where the plans speak of something."""
    asked = (request.args.get("kata") or "").strip()
    path = Path(datasette.get_database(NAME).path)
    answer: dict[str, object] = {"asked": asked, "found": None, "complaint": ""}
    if asked:
        try:
            answer["found"] = await asyncio.to_thread(look_for, path, asked)
        except LampiranError as error:
            answer["complaint"] = str(error)
    return Response.html(await datasette.render_template("cari.html", answer, request=request))


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response]:
    """A page that says what is wrong; only what nobody expects is logged."""

    async def answer() -> Response:
        status = getattr(exception, "status", 500)
        title = getattr(exception, "title", None)
        said = getattr(exception, "message", None) or str(exception)
        if status == 500 and not isinstance(exception, DatasetteError):
            log.error("%s failed", request.path, exc_info=exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": said, "status": status}, status=status)
        shown = {"title": title, "error": said, "status": status}
        page = await datasette.render_template("error.html", shown, request=request)
        return Response.html(page, status=status)

    return answer()


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: sqlite3.Row, value: object, column: str, database: str) -> Markup | None:
    """A row's number leads to its place; flags are words."""
    names = row.keys()
    if column == "urutan" and "document_id" in names and value is not None:
        address = f"/-/halaman/{row['document_id']}/{value}"
        return Markup('<a class="place" href="{}" title="Lihat pada halaman">{}</a>').format(address, value)
    if column in _FLAGS and value in (0, 1):
        flag = Markup('<span class="flag">{}</span>').format(_FLAGS[column])
        return flag if value else Markup("\N{EN DASH}")
    if column in ("confidence", "confidence_exact", "score") and isinstance(value, float):
        return Markup("{}").format(f"{value:.2f}")
    return None


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Datasette, view_name: str) -> Callable[[], Awaitable[dict[str, object]]]:
    """What the templates need besides Datasette's own."""

    async def variables() -> dict[str, object]:
        offered: dict[str, list[object]] = {}
        if view_name in ("query", "database"):
            for name, sql in _SUGGESTED.items():
                lines = await datasette.get_database(NAME).execute(sql)
                offered[name] = [line[0] for line in lines.rows]
        return {
            "view_words": VIEW_WORDS,
            "facets": FACETS,
            "hidden": HIDDEN,
            "questions": QUESTIONS,
            "offered": offered,
            "column_words": column_words,
            "marked": marked,
            "path_with_added_args": path_with_added_args,
            "in_usual_order": _in_usual_order,
            "lampiran": NAME,
        }

    return variables


def _in_usual_order(view: str, counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Counts by column in the order of the view's facets, others behind."""
    usual = FACETS.get(view, ())
    return sorted(
        counts, key=lambda count: usual.index(count["name"]) if count["name"] in usual else len(usual)
    )


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Answers this site's own pages and addresses typed by hand; lets pages load nothing from elsewhere.

    Otherwise a page of another site could have its own name lead here and read the answers, or have the
    browser ask expensive questions by a link or a picture.
    """
    return _guarded


def _refusal(headers: Mapping[str, str]) -> str:
    """Why a request is not answered; empty where it is.

    Browsers say where a request comes from (``Sec-Fetch-Site``); older ones only by ``Referer``, which this
    site's own pages do not send.
    """
    host = headers.get("host", "")
    if re.sub(r":\d+$", "", host) not in LOCAL_HOSTS:
        return "Only for this computer."
    from_site = headers.get("sec-fetch-site", "none")
    referer = headers.get("referer", "")
    if from_site not in ("none", "same-origin") or (referer and urlsplit(referer).netloc != host):
        return "Only for this site's own pages. Type the address by hand."
    return ""


def _guarded(app: Any) -> Any:
    async def guard(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        refused = _refusal(
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        )
        if refused:
            await Response.text(refused, status=403).asgi_send(send)
            return

        async def send_with_policy(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                extra = [(b"content-security-policy", _POLICY.encode()), (b"referrer-policy", b"no-referrer")]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await app(scope, receive, send_with_policy)

    return guard
