"""What a shell offers for a parameter of a question: the names that the store holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from kb.asking.questions import Parameter

MOST = 200
FREE_TYPES = ("text", "integer", "number")


def offer(ctx: click.Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """The names a parameter may be given that begin as typed, or else hold what is typed; none without a store."""
    from kb.asking.names import key

    names, wanted = _known_names(ctx, parameter), key(begun)
    begins = [name for name in names if key(name).startswith(wanted)]
    fitting = begins or [name for name in names if wanted in key(name)]
    return [CompletionItem(name) for name in fitting[:MOST]]


def _known_names(ctx: click.Context, parameter: Parameter) -> list[str]:
    from kb import resources
    from kb.asking.ask import choices_of
    from kb.errors import StoreError
    from kb.store.embedded import Store

    folder = ctx.params.get("store") or ctx.find_root().params.get("store")
    if parameter.type in FREE_TYPES or not isinstance(folder, Path):
        return []
    try:
        with Store(folder, read_only=True) as store:
            known = choices_of(store, parameter.type, resources.folder("queries/choices"))
    except (StoreError, OSError):
        return []
    return list(dict.fromkeys(choice.names[0] for choice in known))
