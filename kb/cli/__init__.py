"""The `kb` command. Each module of this package without a leading underscore is one command: its `command`.

Modules import what is heavy inside their functions, so that help answers at once.
"""

from __future__ import annotations

import importlib
import pkgutil
from errno import EPIPE
from pathlib import Path
from typing import Any

import click

from kb.cli._options import DEFAULT_STORE, STORE_HELP, CommandContext, StoreLocation
from kb.cli._streams import need_streams, unfinished
from loaders.readers.names import printable

MISFITS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What comes of values that are not as they should be."""


class DiscoveredGroup(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands, in alphabetical order."""
        names = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a module, imported when it is asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it cannot do becomes one sentence on stderr and a non-zero exit."""
        from kb.asking.names import UnresolvedName
        from kb.errors import StoreError
        from kb.resources import MissingResource
        from kb.sparql.headers import HeaderError
        from kb.sparql.offline import NetworkRefused

        try:
            return super().invoke(ctx)
        except (UnresolvedName, HeaderError, StoreError, NetworkRefused, MissingResource) as error:
            raise click.ClickException(str(error)) from error
        except ModuleNotFoundError as error:
            from kb.cli._extras import missing_library

            raise click.ClickException(missing_library(error.name)) from error
        except OSError as error:
            if error.errno == EPIPE:
                raise
            raise click.ClickException(unfinished(error)) from error
        except MISFITS as error:
            if isinstance(ctx.obj, CommandContext) and (place := ctx.obj.answers_of):
                raise click.ClickException(_does_not_fit(place, error)) from error
            raise


def _does_not_fit(place: str, error: Exception) -> str:
    """What a server says is not of this program's making: no answer of it may end in a traceback."""
    return (
        f"{place}: 服务器的答案与所问不符 (the answers of the server do not fit what was asked): "
        f"{type(error).__name__}: {printable(str(error))[:200]}"
    )


@click.group(cls=DiscoveredGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--store",
    type=StoreLocation(),
    envvar="KB_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    show_envvar=True,
    help=STORE_HELP,
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    envvar="KB_WAIT",
    default=3.0,
    show_default=True,
    metavar="SECONDS",
    help="别人正在写库时等几秒 (how long to wait for another writer).",
)
@click.version_option(package_name="yusuan-kb")
@click.pass_context
def main(ctx: click.Context, store: Path | str, wait: float) -> None:
    """预算知识库: 部门预算公开文件 → 知识图谱 → 问答.

    A knowledge graph of Chinese departmental budget disclosures.

    \b
    kb load samples            装入文件夹里的预算文件 (load documents)
    kb ask                     能问什么 (list the questions)
    kb ask overview 某某局      一个部门的概况 (ask one of them)
    kb sparql 'SELECT …'       自己写查询 (your own query)
    kb export tables OUT       导出平面表 (flat tables)
    """
    need_streams()
    ctx.obj = CommandContext(store, wait)
