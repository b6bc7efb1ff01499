"""The static site."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from validators import DCAT_AP, breaches, shapes

from kb.errors import StoreError
from kb.web.site.exporting import export_site, fetched
from kb.web.site.files import LONGEST_NAME, file_of, linked


@pytest.fixture(scope="module")
def site(web_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    assert len(list(export_site(web_store, folder))) > 100
    return folder


def test_every_link_leads_to_a_file(site: Path) -> None:
    followed = 0
    for page in site.rglob("*.html"):
        if page.name == "ontology.html":
            continue
        own = f"http://site/{page.relative_to(site).as_posix()}"
        for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            if address.startswith(("http://", "https://", "#")):
                continue
            assert not address.startswith("/"), (page, address)
            target = site / unquote(urlsplit(urljoin(own, address)).path).lstrip("/")
            assert (target / "index.html" if target.is_dir() else target).is_file(), (page, address)
            followed += 1
    assert followed > 1000


def test_a_file_that_watches_for_visitors_who_hang_up_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(b"a picture")

    async def picture(request: Request) -> FileResponse:
        return FileResponse(tmp_path / "page.png")

    app = Starlette(routes=[Route("/page.png", picture)])
    assert asyncio.run(asyncio.wait_for(fetched(app, "/page.png"), 10)) == (200, "image/png", b"a picture")


def test_the_tables_of_a_page_are_written_with_it(web_store: Path, tmp_path: Path) -> None:
    written = list(export_site(web_store, tmp_path / "again", figures=False))
    folder = "organization/青山县水利局/"
    own = [number for number, name in enumerate(written) if name.startswith(folder) and name.count("/") == 2]
    assert len(own) > 10
    assert own == list(range(own[0], own[0] + len(own)))  # made once for all: nothing else comes between


def test_turtle_and_json_ld_stand_beside_the_page_of_a_thing(site: Path) -> None:
    folder = site / "disclosure" / "青山县水利局-2024-预算"
    turtle = {quad.triple for quad in ox.parse(path=str(folder / "index.ttl"), format=ox.RdfFormat.TURTLE)}
    json_ld = {quad.triple for quad in ox.parse(path=str(folder / "index.jsonld"), format=ox.RdfFormat.JSON_LD)}
    assert turtle == json_ld
    assert len(turtle) > 5


def test_the_data_set_describes_itself_without_a_server(site: Path) -> None:
    folder = site / "dataset"
    text = (folder / "index.ttl").read_bytes()
    assert breaches(text, shapes(*DCAT_AP)) == {}
    assert b"endpoint" not in text
    assert "localhost" not in (folder / "index.html").read_text(encoding="utf-8")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', (folder / "index.html").read_text(), re.S)
    assert block is not None
    assert json.loads(block[1])["@type"] == "Dataset"


def test_the_search_of_the_site_knows_the_department(site: Path) -> None:
    names = dict(json.loads((site / "static" / "names.json").read_text(encoding="utf-8")))
    assert (site / unquote(names["青山县水利局"])).is_file()


def test_nothing_on_the_site_asks_a_server(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "/sparql" not in text
    assert 'action="' not in text


def test_a_folder_that_holds_something_is_left_alone(site: Path, web_store: Path) -> None:
    with pytest.raises(StoreError, match="不是空的"):
        next(iter(export_site(web_store, site)))


def test_names_are_cut_to_what_file_systems_take_and_stay_apart() -> None:
    long, other = "项" * 150, "项" * 149 + "目"
    files = [file_of(f"/project/{name}") for name in (long, other)]
    assert files[0] != files[1]
    assert all(len(part.encode()) <= LONGEST_NAME for file in files for part in file.split("/"))
    assert file_of("/a/%2E%2E/b") == "a/%2E%2E/b/index.html"
    assert file_of("/search?q=x") == ""


def test_links_are_relative_and_queries_of_lists_are_dropped() -> None:
    text, found = linked('<a href="/documents?year=2024">x</a><a href="/search?q=1">y</a>', "a/b/index.html")
    assert text == '<a href="../../documents/index.html">x</a><a >y</a>'
    assert found == {"/documents"}
