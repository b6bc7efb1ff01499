"""What several commands share: the options they take, and how they open the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.answers import FORMATS, TABLE

if TYPE_CHECKING:
    from kb.store import Store

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT_STORE = Path(".kb/store")


class CommandContext:
    """What the top command hands to the others: which store is meant, opened once and closed at the end."""

    def __init__(self, store: Path) -> None:
        self.store_path = store
        self._store: Store | None = None

    def store(self) -> Store:
        """The store to read from, which several commands may do at a time. Raises StoreError where there is none."""
        if self._store is None:
            self._store = self._open(read_only=True)
        return self._store

    def store_to_write(self, base: str | None = None) -> Store:
        """The store to change, for one process at a time; made where there is none, with `base` as its base IRI."""
        return self._open(base=base)

    def _open(self, **options: Any) -> Store:
        from kb.store import Store

        store = Store(self.store_path, **options)
        click.get_current_context().find_root().call_on_close(store.close)
        return store


pass_kb = click.make_pass_decorator(CommandContext)


def store_option(function: Function) -> Function:
    """`--store DIR` on a command itself; it goes before the one of `kb` and before KB_STORE."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.obj.store_path = value

    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=remember,
        help="知识库所在的文件夹 (folder of the store).",
    )(function)


def format_option(function: Function) -> Function:
    """`--format`: how an answer is printed."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(FORMATS)),
        default=TABLE,
        show_default=True,
        help="答案的格式 (format of the answer).",
    )(function)
