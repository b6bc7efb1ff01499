"""The JSON API keeps to its own OpenAPI description, whatever is asked: cases made by schemathesis from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method  # noqa: E402 - if it is there

ANY_NAME = [positive_data_acceptance, unsupported_method]
"""What is not asked: a name that this store does not know is refused though it is text; other methods have a test."""
OPERATIONS = ("/questions", "/documents", "/findings", "/search", "/questions/departments", "/questions/subject")


@pytest.fixture(scope="module")
def described(client: TestClient) -> Any:
    """The description that the server gives of itself."""
    return schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())


@pytest.mark.parametrize("path", OPERATIONS)
def test_what_is_answered_is_what_is_described(client: TestClient, described: Any, path: str) -> None:
    operation = described[path]["GET"]
    modes = schemathesis.GenerationMode
    both = [operation.as_strategy(generation_mode=mode) for mode in (modes.POSITIVE, modes.NEGATIVE)]

    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(both))
    def asked(case: Any) -> None:
        answer = client.get(f"/api{path}", params=case.query or {})
        assert answer.status_code < 500
        case.validate_response(answer, excluded_checks=ANY_NAME)

    asked()


def test_every_question_is_described_with_the_parameters_it_takes(client: TestClient) -> None:
    stated = client.get("/api/openapi.json").json()["paths"]
    listed = client.get("/api/questions", params={"limit": 1000}).json()["items"]
    assert {f"/questions/{one['name']}" for one in listed} == {
        path for path in stated if path.startswith("/questions/")
    }
    for one in listed:
        names = {parameter["name"] for parameter in stated[f"/questions/{one['name']}"]["get"]["parameters"]}
        assert names == {parameter["name"] for parameter in one["parameters"]} | {"sources"}
