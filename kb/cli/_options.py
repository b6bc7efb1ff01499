"""What several commands share: the options they take, and how they open the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import click

from kb.processes.limits import allowed_megabytes
from kb.rows.printed import FORMATS, TABLE

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT_STORE = Path(".kb/store")

STORE_MEGABYTES = 960
"""Below this the engine may end the process: of 14 commands at 770 MB it ended 2, of 15 at 976 MB none."""


class CommandContext:
    """What the top command hands to the others: which store is meant, opened once and closed at the end."""

    def __init__(self, store: Path | str, wait: float = 0.0) -> None:
        self.store_path = store
        self.wait = wait
        self._store: GraphStore | None = None

    def store(self) -> GraphStore:
        """The store to read from, which several commands may do at a time. Raises StoreError where there is none."""
        if self._store is None:
            self._store = self._open(read_only=True)
            _say_if_outdated(self._store)
        return self._store

    def store_to_write(self, base: str | None = None) -> GraphStore:
        """The store to change, for one process at a time; made where there is none, with `base` as its base IRI."""
        return self._open(base=base)

    def folder(self) -> Path:
        """The folder of the store. Raises UsageError where the store is on a server."""
        if isinstance(self.store_path, str):
            raise click.UsageError(f"{self.store_path}: 只用于本机的知识库 (only for a store in a folder)")
        self.need_memory()
        return self.store_path

    @property
    def name(self) -> str:
        """What tells this store from others: the whole path of its folder, or its address without user and password."""
        if isinstance(self.store_path, Path):
            return str(self.store_path.resolve())
        parts = urlsplit(self.store_path)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    @property
    def answers_of(self) -> str:
        """The server whose answers a command works on; blank for a store in a folder."""
        return self.name if isinstance(self.store_path, str) else ""

    def need_memory(self) -> None:
        """Refuse a store of this machine where the system allows too little memory (`ulimit -v`)."""
        allowed = allowed_megabytes()
        if isinstance(self.store_path, Path) and allowed < STORE_MEGABYTES:
            raise click.ClickException(
                f"系统只许用 {allowed:.0f} MB 内存 (ulimit -v), 开库要 {STORE_MEGABYTES} MB 以上 "
                f"(the limit of memory is {allowed:.0f} MB; a store needs {STORE_MEGABYTES} MB)"
            )

    def _open(self, **options: Any) -> GraphStore:
        store: GraphStore
        if isinstance(self.store_path, str):
            from kb.store.remote.server import RemoteStore

            store = RemoteStore(self.store_path, **options)
        else:
            from kb.store.embedded import Store

            self.need_memory()
            store = Store(self.store_path, wait=self.wait, **options)
        click.get_current_context().find_root().call_on_close(_closing(store))
        return store


def _closing(store: GraphStore) -> Callable[[], None]:
    """Closes a store after a command, where nothing else turns trouble with the disk into a sentence."""
    from kb.errors import StoreError

    def close() -> None:
        try:
            store.close()
        except StoreError as error:
            raise click.ClickException(str(error)) from error

    return close


class StoreLocation(click.ParamType["Path | str"]):
    """A folder, or the http(s) address of a SPARQL server."""

    name = "DIR|URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """A Path, or the address as it is."""
        if isinstance(value, Path):
            return value
        if str(value).startswith(("http://", "https://")):
            return str(value)
        path = Path(str(value))
        if path.is_file():
            self.fail(f"{path}: 是文件, 不是文件夹 (a file, not a folder)", param, ctx)
        return path


STORE_HELP = "知识库所在的文件夹, 或 SPARQL 服务器的地址 (folder of the store, or URL of a SPARQL server)."

pass_kb = click.make_pass_decorator(CommandContext)


def _say_if_outdated(store: GraphStore) -> None:
    """A store that an earlier program filled may lack what the questions of this one rest on."""
    from kb.store.ontology import is_current

    if not is_current(store):
        click.echo(
            "这个库是由另一版本的程序写的, 有的问题会答不全; 运行一次 kb optimize 即可 "
            "(written by another version of the program, some answers would be incomplete; run kb optimize)",
            err=True,
        )


def store_option(function: Function) -> Function:
    """`--store DIR` on a command itself; it goes before the one of `kb` and before KB_STORE."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: Path | str | None) -> None:
        if value is not None:
            ctx.obj.store_path = value

    return click.option(
        "--store",
        type=StoreLocation(),
        expose_value=False,
        callback=remember,
        help=STORE_HELP,
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


def _read_about(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Mapping[str, str]:
    """What the file says of the data set. Raises ClickException."""
    from kb.publishing.about import BadAbout, read_about

    if file is None:
        return {}
    try:
        return read_about(file)
    except BadAbout as error:
        raise click.ClickException(str(error)) from error


def about_option(function: Function) -> Function:
    """`--about FILE`: what the publisher says of the data set."""
    return click.option(
        "--about",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        callback=_read_about,
        help="发布者的话: about.toml, 键如 publisher license issued contact email endpoint (what the publisher says).",
    )(function)
