"""`kb plot`: pictures of the store as SVG, PNG or one-file HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say
from kb.cli.links import decisions_option

if TYPE_CHECKING:
    from kb.graph.workspace import Workspace
    from kb.plot.picture import Picture
    from kb.plot.sankey import Sankey

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
NAMED = click.argument("named", nargs=-1, metavar="[DEPARTMENT]...")
LEVEL = click.option(
    "--level", type=click.Choice(["类", "款", "项"]), default="项", show_default=True, help="科目级次 (level)."
)
YEAR = click.option(
    "--year", default="", metavar="YEAR", help="预算年度, 默认最近一年 (fiscal year; default: the last)."
)
STAGE = click.option(
    "--stage",
    type=click.Choice(["预算", "决算"]),
    help="预算或决算, 不画在一起; 默认有预算的画预算 (budget or final account).",
)
ANY_YEAR = click.option("--year", default="", metavar="YEAR", help="只看一个年度 (one fiscal year only).")


@click.group("plot")
def command() -> None:
    """画图: 后缀决定格式, .svg .png .html (pictures; the suffix chooses the format).

    HTML 是单个文件, 不联网也能看. 需要: pip install 'yusuan-kb[plot]'.
    HTML is one file that needs no network.

    \b
    kb plot treemap 某局 支出.svg --year 2024
    kb plot sankey 某局 流向.html
    kb plot years 某局 三年.png
    kb plot heatmap 结构.png
    kb plot network 关系.html
    """


@command.command("treemap")
@click.argument("department")
@FILE
@YEAR
@LEVEL
@STAGE
@decisions_option
@store_option
@pass_kb
def treemap(
    kb: CommandContext,
    department: str,
    file: Path,
    year: str,
    level: str,
    stage: str | None,
    decisions: Path | None,
) -> None:
    """矩形树图: 一个部门一年的支出, 按功能科目 (spending by subject as a treemap).

    \b
    kb plot treemap 某局 支出.png --year 2024
    """
    from kb.plot.spending import spending_of
    from kb.plot.treemap import treemap as draw

    space = _workspace(kb, decisions)
    owner = _department(space, department)
    _save(lambda: draw(spending_of(space.network, owner, year, level, stage or ""), level), file)


@command.command("bars")
@click.argument("department")
@FILE
@YEAR
@LEVEL
@STAGE
@decisions_option
@store_option
@pass_kb
def bars(
    kb: CommandContext,
    department: str,
    file: Path,
    year: str,
    level: str,
    stage: str | None,
    decisions: Path | None,
) -> None:
    """条形图: 一个部门一年的支出, 按功能科目 (spending by subject as bars).

    \b
    kb plot bars 某局 支出.svg --level 款
    """
    from kb.plot.bars import bars as draw
    from kb.plot.spending import spending_of

    space = _workspace(kb, decisions)
    owner = _department(space, department)
    _save(lambda: draw(spending_of(space.network, owner, year, level, stage or ""), level), file)


@command.command("sankey")
@NAMED
@FILE
@click.option("--department", default="", help="同位置上的部门名 (the same as the name before the file).")
@ANY_YEAR
@click.option("--policy", "policies", multiple=True, help="只看依据这些政策文件的项目 (policy documents).")
@STAGE
@decisions_option
@store_option
@pass_kb
def sankey(
    kb: CommandContext,
    named: tuple[str, ...],
    file: Path,
    department: str,
    year: str,
    policies: tuple[str, ...],
    stage: str | None,
    decisions: Path | None,
) -> None:
    """桑基图: 政策文件 → 项目 → 科目 → 部门 (flows as a Sankey diagram).

    \b
    kb plot sankey 某局 流向.svg --year 2026
    kb plot sankey 流向.html --policy 冀财社〔2025〕128号 --policy 石财社〔2025〕45号
    """
    from kb.graph.flows import flows_of
    from kb.graph.network import NodeKind
    from kb.plot.sankey import sankey as draw

    names = [*named, *filter(None, [department])]
    if len(names) > 1:
        raise click.UsageError(f"{'、'.join(names)}: 只能是一个部门 (one department only)")
    space = _workspace(kb, decisions)
    owner = _department(space, names[0]) if names else ""
    cited = space.finder.all(policies, NodeKind.POLICY)
    labels = [space.network.label(owner)] if owner else []
    title = "、".join([*labels, *sorted(map(space.network.label, cited))]) or "全部部门"

    def make() -> Sankey:
        found = flows_of(space.network, department=owner, year=year, policies=cited, stage=stage or "")
        return draw(found, f"{title}：{found[0].stage if found else ''}资金流向")

    _save(make, file)


@command.command("years")
@click.argument("department")
@FILE
@STAGE
@decisions_option
@store_option
@pass_kb
def years(kb: CommandContext, department: str, file: Path, stage: str | None, decisions: Path | None) -> None:
    """年度折线: 一个部门各年的支出, 合计和各类 (spending over years as lines).

    \b
    kb plot years 某局 历年.png
    """
    from kb.plot.years import years as draw

    space = _workspace(kb, decisions)
    _save(lambda: draw(space.network, _department(space, department), stage or ""), file)


@command.command("heatmap")
@FILE
@ANY_YEAR
@STAGE
@decisions_option
@store_option
@pass_kb
def heatmap(kb: CommandContext, file: Path, year: str, stage: str | None, decisions: Path | None) -> None:
    """热力图: 各部门支出在各类上的占比 (departments by 类).

    \b
    kb plot heatmap 结构.html --year 2024
    """
    from kb.plot.heatmap import heatmap as draw

    space = _workspace(kb, decisions)
    _save(lambda: draw(space.network, year, stage or ""), file)


@command.command("network")
@NAMED
@FILE
@click.option("--department", "departments", multiple=True, help="同位置上的部门名 (like those before the file).")
@ANY_YEAR
@decisions_option
@store_option
@pass_kb
def network(
    kb: CommandContext,
    named: tuple[str, ...],
    file: Path,
    departments: tuple[str, ...],
    year: str,
    decisions: Path | None,
) -> None:
    """关系图: 部门、项目、政策文件 (departments, projects, policy documents).

    \b
    kb plot network 关系.html
    kb plot network 某局 关系.svg
    """
    from kb.plot.web import web as draw

    space = _workspace(kb, decisions)
    chosen = [_department(space, name) for name in (*named, *departments)]
    _save(lambda: draw(space.network, chosen, year), file)


def _workspace(kb: CommandContext, decisions: Path | None) -> Workspace:
    from kb.graph.workspace import Workspace

    return Workspace(kb.store(), decisions)


def _department(space: Workspace, name: str) -> str:
    from kb.graph.network import NodeKind

    return space.finder.node(name, NodeKind.DEPARTMENT)


def _save(make: Any, file: Path) -> None:
    """Make the picture and write it; what is missing becomes one sentence."""
    from kb.plot.fonts import NoChineseFont
    from kb.plot.picture import NothingToDraw, UnknownSuffix, save

    try:
        picture: Picture = make()
        save(picture, file)
    except ImportError as error:
        raise click.ClickException(
            f"缺少画图的库 {error.name} (missing library): pip install 'yusuan-kb[plot]'"
        ) from error
    except (NothingToDraw, UnknownSuffix, NoChineseFont) as error:
        raise click.ClickException(str(error)) from error
    say(f"{file}: {picture.frame.title}")
