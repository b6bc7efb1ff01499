"""Addresses → files of the site, and links between them."""

from __future__ import annotations

import hashlib
import html
import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

LONGEST_NAME = 200
"""Bytes of a file name; file systems take 255."""

PAGE = "index.html"
SUFFIXES = {"ttl": "index.ttl", "jsonld": "index.jsonld"}
TABLE_SUFFIXES = ("csv", "json", "xlsx")
NOT_ON_A_SITE = ("/search", "/ask", "/editor", "/sparql", "/store", "/api", "/desk", "/original/", "/questions/")
_LINK = re.compile(r'\b(?P<name>href|src|action|data-names)="(?P<address>/[^"]*)"')


def file_of(address: str) -> str:
    """The file that holds what an address answers, as a path from the root; empty for what a site has not."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    if parts.path == NOT_ON_A_SITE[0] or any(parts.path.startswith(one) for one in NOT_ON_A_SITE):
        return ""
    segments = [_file_name(unquote(one)) for one in parts.path.split("/") if one]
    if parts.path.startswith("/page/"):
        return "/".join([*segments[:-1], f"{_digest(address)}.png"])
    if parts.path.startswith("/static/"):
        return "/".join(segments)
    wanted = query.get("format", [""])[0]
    if "table" in query and wanted in TABLE_SUFFIXES:
        return "/".join([*segments, f"{_file_name(query['table'][0])}.{wanted}"])
    return "/".join([*segments, SUFFIXES.get(wanted, PAGE)])


def fetched_as(address: str) -> str:
    """The address to ask for what a file holds: filters and orders of lists are not kept apart."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    if parts.path.startswith("/page/") or "table" in query or query.get("format", [""])[0] in SUFFIXES:
        return parts._replace(fragment="").geturl()
    return parts.path


def linked(page: str, own: str) -> tuple[str, set[str]]:
    """A page with links that lead from its own file to others, and the addresses that it leads to."""
    found: set[str] = set()
    up = "../" * own.count("/")

    def relative(match: re.Match[str]) -> str:
        address = html.unescape(match["address"])
        target = file_of(address)
        if not target:
            return ""
        found.add(fetched_as(address))
        fragment = urlsplit(address).fragment
        anchor = f"#{html.escape(fragment)}" if fragment else ""
        return f'{match["name"]}="{html.escape(up + quote(target) or "./")}{anchor}"'

    return _LINK.sub(relative, page), found


def _file_name(segment: str) -> str:
    """A segment of an address as a file name: never a folder above, never too long."""
    if segment in {".", ".."}:
        return segment.replace(".", "%2E")
    name = segment.replace("/", "%2F").replace("\0", "")
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return name.encode()[: LONGEST_NAME - 20].decode("utf-8", "ignore") + "~" + _digest(segment)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
