"""The JSON API."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kb.web.api.paging import BadPage, page


def test_an_answer_has_columns_rows_and_sources(client: TestClient) -> None:
    stated = client.get("/api/questions/subject?subject=2130305").json()
    assert [column["name"] for column in stated["columns"]][:2] == ["department_name", "fiscal_year"]
    assert {row["amount"] for row in stated["rows"]} == {"1200000"}
    assert stated["sources"][0][0]["document"] == "青山县水利局-2024-预算"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/questions/none", 404),
        ("/api/questions/subject", 400),
        ("/api/questions/subject?subject=nothing", 400),
        ("/api/questions/departments?colour=red", 400),
        ("/api/documents?limit=0", 400),
        ("/api/documents?limit=", 400),
        ("/api/documents?limit=05", 400),
        ("/api/documents?colour=red", 400),
        ("/api/findings?severity=grave", 400),
        ("/api/findings?status=odd", 400),
        ("/api/search", 400),
        ("/api/nowhere", 404),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    stated = answer.json()
    assert set(stated) == {"error"}
    assert set(stated["error"]) == {"status", "code", "message"}
    assert stated["error"]["status"] == status


def test_an_error_that_no_endpoint_raises_has_the_shape_too(client: TestClient) -> None:
    answer = client.post("/api/questions")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method-not-allowed"


def test_lists_and_search_answer(client: TestClient) -> None:
    assert client.get("/api/documents").json()["items"][0]["identifier"] == "青山县水利局-2024-预算"
    assert len(client.get("/api/questions?limit=1000").json()["items"]) > 60
    assert client.get("/api/findings").json()["next"] is None
    assert client.get("/api/search?q=水利").json()["items"]


def test_the_description_names_every_question(client: TestClient) -> None:
    stated = client.get("/api/openapi.json").json()
    assert stated["openapi"] == "3.1.0"
    pytest.importorskip("openapi_spec_validator").validate(stated)
    assert stated["paths"]["/questions/subject"]["get"]["parameters"][0]["required"] is True
    assert client.get("/api").headers["content-type"].startswith("text/html")


def test_pages_by_key_tell_every_item_once() -> None:
    items = [{"k": f"{number:02}"} for number in range(25)]
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        stated = page(items, lambda one: str(one["k"]), after, "10")
        seen += [one["k"] for one in stated["items"]]
        after = stated["next"]
    assert seen == [one["k"] for one in items]
    with pytest.raises(BadPage):
        page(items, lambda one: str(one["k"]), "", "1001")
