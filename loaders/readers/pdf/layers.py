"""Layers (optional content) of a PDF that are off when the file is opened."""

from __future__ import annotations

from typing import Any

from playa.pdftypes import resolve1


class Layers:
    """Which layers are off, by the default configuration of the file."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        properties = _dictionary(catalog.get("OCProperties"))
        default = _dictionary(properties.get("D"))
        off = [_dictionary(one) for one in _list(default.get("OFF"))]
        if getattr(resolve1(default.get("BaseState")), "name", "") == "OFF":
            on = [_dictionary(one) for one in _list(default.get("ON"))]
            off += [
                group for one in _list(properties.get("OCGs")) if (group := _dictionary(one)) and not _among(group, on)
            ]
        self._off = off

    def __bool__(self) -> bool:
        return bool(self._off)

    def hides(self, content: Any) -> bool:
        """Whether content that belongs to a layer, or to several (OCMD), is not shown; content of none is."""
        layer = _dictionary(content)
        if not self._off or not layer:
            return False
        groups = [_dictionary(one) for one in _list(layer.get("OCGs"))] or [layer]
        return all(_among(group, self._off) for group in groups)


def _among(group: dict[str, Any], groups: list[dict[str, Any]]) -> bool:
    """Whether a layer is one of several: layers of one name and content are distinguished by being other objects."""
    return any(group is other for other in groups)


def _dictionary(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = resolve1(value)
    if isinstance(found, dict):
        return [found]
    return found if isinstance(found, list) else []
