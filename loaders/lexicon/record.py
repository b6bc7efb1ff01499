"""One loader for the files of the lexicon: TOML in, frozen records out, errors that name the file and the key.

A record states every key of its file: a key that is missing, misspelt or of another kind is an error at the first
reading, never a word that is silently not known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, TypeVar, get_args, get_origin

import msgspec

Words = tuple[str, ...]
Pattern = re.Pattern[str]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a file of the lexicon; the comments of the file say what its keys mean."""


class LexiconError(ValueError):
    """A file of the lexicon that is not TOML, or holds what its record does not allow."""


R = TypeVar("R", bound=Record)


def read(name: str, kind: type[R]) -> R:
    """`lexicon/NAME.toml` as a record.

    Raises LexiconError: `lexicon/x.toml: key form[3].zh: Expected `str`, got `int``.
    """
    return parse((files("loaders.lexicon") / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml", kind)


def parse(text: str, name: str, kind: type[R]) -> R:
    """The text of a file of that name as a record; raises LexiconError as `read` does."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon/{name}: {error}") from None
    return record_of(content, name, kind)


def record_of(content: Mapping[str, object], name: str, kind: type[R]) -> R:
    """The content of a file of that name as a record; raises LexiconError as `read` does."""
    try:
        record: R = _convert(content, kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        unknown = re.search("`([^`]*)`$", message) if "field" in message else None
        key = _named(path.rstrip("`"), content, kind) + (f".{unknown[1]}" if unknown else "")
        raise LexiconError(f"lexicon/{name}: key {key.lstrip('.')}: {message}") from None
    return record


def _convert(value: object, kind: Any) -> Any:
    return msgspec.convert(value, kind, dec_hook=_pattern)


def _pattern(kind: Any, value: object) -> Any:
    if (get_origin(kind) or kind) is not re.Pattern or not isinstance(value, str):
        raise TypeError(f"Expected a regular expression, got {value!r}")
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"Not a regular expression: {error}") from None


def _named(path: str, value: Any, kind: Any) -> str:
    """A path of msgspec with the keys that it leaves open (`[...]`): the first of the mapping that does not convert."""
    named = ""
    for step in re.findall(r"\.[^.\[]+|\[[^\]]*\]", path):
        if step == "[...]" and isinstance(value, Mapping):
            kind = get_args(kind)[1]
            key = next(one for one in value if not _converts(value[one], kind))
            named, value = f"{named}.{key}", value[key]
        elif step.startswith("["):
            index = int(step[1:-1])
            kind = get_args(kind)[0 if get_args(kind)[1:] in ((), (...,)) else index]
            named, value = named + step, value[index] if isinstance(value, Sequence) else None
        else:
            fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
            named, kind, value = named + step, fields[step[1:]], value[step[1:]]
    return named


def _converts(value: object, kind: Any) -> bool:
    try:
        _convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True
