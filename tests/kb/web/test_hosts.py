"""Host and Origin headers: who names the server is answered, a name of somebody else is not."""

from __future__ import annotations

import socket

import pytest

from kb.web.hosts import known_hosts

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"
PUBLIC = "https://budget.example.org/base"


@pytest.mark.parametrize(
    ("bound_to", "public", "host", "is_known"),
    [
        (HERE, "", "127.0.0.1:8000", True),
        (HERE, "", "LOCALHOST", True),
        (HERE, "", "[::1]:8000", True),
        (HERE, "", "evil.example", False),
        (HERE, "", "localhost.evil.example:8000", False),
        (HERE, "", "192.168.1.7:8000", False),
        (HERE, "", "", False),
        (HERE, PUBLIC, "budget.example.org", True),
        (EVERYWHERE, "", "192.168.1.7:8000", True),
        (EVERYWHERE, "", "[2001:db8::1]:8000", True),
        (EVERYWHERE, "", f"{socket.gethostname()}:8000", True),
        (EVERYWHERE, "", "evil.example:8000", False),
        (EVERYWHERE, "", "192.168.1.7.evil.example", False),
        (EVERYWHERE, PUBLIC, "budget.example.org:443", True),
        ("kb.intern.example", "", "kb.intern.example:8000", True),
    ],
)
def test_a_server_answers_to_its_own_names_alone(bound_to: str, public: str, host: str, is_known: bool) -> None:
    assert known_hosts(bound_to, public).has(host) is is_known


@pytest.mark.parametrize(
    ("origin", "is_known"),
    [("http://127.0.0.1:8000", True), ("https://evil.example", False), ("null", False), ("file://localhost", False)],
)
def test_an_origin_is_a_page_of_the_server_itself(origin: str, is_known: bool) -> None:
    assert known_hosts(HERE).has_origin(origin) is is_known
