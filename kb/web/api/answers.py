"""JSON that keeps every digit, and errors of one shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from kb.rows.printed import number_text

HEADERS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}


class _Exact(json.JSONEncoder):
    """Decimals as texts: no reader of JSON can round them."""

    def default(self, value: Any) -> Any:
        """A decimal as its digits."""
        return number_text(value) if isinstance(value, Decimal) else super().default(value)


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON."""
    text = json.dumps(value, ensure_ascii=False, cls=_Exact)
    return Response(text, status, HEADERS | dict(headers or {}), media_type="application/json")


def trouble(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error: `{"error": {"status": 404, "code": "not-found", "message": "…"}}`."""
    return answer({"error": {"status": status, "code": code, "message": message}}, status, headers)
