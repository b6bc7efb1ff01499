"""`kb graph`: the store as a network: exported, and asked how things hang together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli._options import CommandContext, format_option, pass_kb, store_option
from kb.cli._printing import say, show_table
from kb.cli.links import decisions_option

if TYPE_CHECKING:
    from kb.graph.analysis import Analysis
    from kb.graph.network import NodeKind
    from kb.graph.workspace import Workspace

KINDS = ("department", "unit", "project", "policy", "subject", "area", "document")
RELATIONS = (
    "published-by",
    "in-area",
    "part-of",
    "runs",
    "carries-out",
    "rests-on",
    "cites",
    "spends-on",
    "counted-under",
    "belongs-under",
)
FILES = ("graphml", "gexf", "json", "cyjs")


def year_option(function: Any) -> Any:
    """`--year`: one budget year."""
    return click.option("--year", default="", metavar="YEAR", help="只看一个年度 (one fiscal year).")(function)


def department_option(function: Any) -> Any:
    """`--department`: one department by name."""
    return click.option("--department", default="", help="只看一个部门 (one department).")(function)


def stage_option(function: Any) -> Any:
    """`--stage`: budgets or final accounts."""
    words = "预算或决算, 不相加; 默认有预算的计预算 (budgets or final accounts)."
    return click.option("--stage", type=click.Choice(["预算", "决算"]), help=words)(function)


def limit_option(function: Any) -> Any:
    """`--limit`: how many rows."""
    return click.option("--limit", default=20, show_default=True, help="最多几行 (rows at most).")(function)


@click.group("graph")
def command() -> None:
    """把知识库当作网络: 导出、路径、中心、相似、群组、流向 (the store as a network).

    每项分析说明算法、未计入的内容和数字出自哪些文件. 同一事物的不同名称合为一个节点, 见 kb links.

    \b
    kb graph export budgets.graphml
    kb graph path 某局 冀财社〔2023〕225号
    kb graph central policy
    kb graph flows --department 某局 --year 2026
    """


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "format_name", type=click.Choice(FILES), help="格式, 默认看后缀 (default: by suffix).")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="只要这些节点 (kinds of nodes).")
@click.option("--relation", "relations", type=click.Choice(RELATIONS), multiple=True, help="只要这些边 (relations).")
@click.option("--around", default="", help="只要某个节点周围两步之内 (within two steps of a node).")
@year_option
@decisions_option
@store_option
@pass_kb
def export(
    kb: CommandContext,
    file: Path,
    format_name: str | None,
    kinds: tuple[str, ...],
    relations: tuple[str, ...],
    around: str,
    year: str,
    decisions: Path | None,
) -> None:
    """网络文件: GraphML、GEXF、node-link JSON、Cytoscape JSON (.graphml .gexf .json .cyjs).

    边的 amount 是精确的万元数 (文字), weight 是同一数的浮点值, 供作图程序用.
    Edges carry the exact amount in 万元 as text, and the same as a float (weight) for programs that draw.

    \b
    kb graph export budgets.gexf
    kb graph export money.graphml --kind department --kind subject --year 2024
    """
    from kb.graph.exporting import export as write
    from kb.graph.network import NodeKind, Relation

    space = _workspace(kb, decisions)
    network = space.network.around(space.finder.node(around)) if around else space.network
    part = network.only(
        [NodeKind(kind) for kind in kinds], [Relation(name) for name in relations], [year] if year else ()
    )
    try:
        write(part, file, format_name or "")
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    say(f"{file}: {part.graph.number_of_nodes()} 个节点 (nodes), {part.graph.number_of_edges()} 条边 (edges)")


@command.command("path")
@click.argument("a")
@click.argument("b")
@decisions_option
@format_option
@store_option
@pass_kb
def path(kb: CommandContext, a: str, b: str, decisions: Path | None, format_name: str) -> None:
    """两个事物怎样联系在一起, 每一步有出处 (how two things hang together).

    \b
    kb graph path 某局 冀财社〔2023〕225号
    """
    from kb.graph.paths import in_words
    from kb.graph.paths import path as shortest
    from kb.rows.printed import TABLE

    space = _workspace(kb, decisions)
    found = shortest(space.network, space.finder.node(a), space.finder.node(b))
    if not found.answer.rows:
        say(f"{a} 与 {b} 没有联系 (nothing connects them)")
    if format_name == TABLE:
        click.echo("".join(f"{line}\n" for line in in_words(found)), nl=False)
        _say_notes(found)
    else:
        _print(found, format_name)


@command.command("central")
@click.argument("kind", type=click.Choice(KINDS[:5]))
@click.option("--by", type=click.Choice(["money", "degree", "betweenness"]), default="money", show_default=True)
@year_option
@stage_option
@limit_option
@decisions_option
@format_option
@store_option
@pass_kb
def central(
    kb: CommandContext,
    kind: str,
    by: str,
    year: str,
    stage: str | None,
    limit: int,
    decisions: Path | None,
    format_name: str,
) -> None:
    """最要紧的政策文件、项目、科目: 按金额、相连数、中介中心性 (what weighs most).

    \b
    kb graph central policy
    kb graph central subject --by degree --year 2024
    """
    from kb.graph.centrality import central as most_central

    network = _workspace(kb, decisions).network.only(years=[year] if year else ())
    _print(most_central(network, _kind(kind), by, limit, stage or ""), format_name)


@command.command("similar")
@click.argument("kind", type=click.Choice(["project", "department"]))
@click.option(
    "--level", type=click.Choice(["类", "款", "项"]), default="款", show_default=True, help="科目级次 (level)."
)
@stage_option
@limit_option
@decisions_option
@format_option
@store_option
@pass_kb
def similar(
    kb: CommandContext,
    kind: str,
    level: str,
    stage: str | None,
    limit: int,
    decisions: Path | None,
    format_name: str,
) -> None:
    """相似的项目 (指标和名称) 或部门 (支出结构) (what is alike).

    \b
    kb graph similar project
    kb graph similar department --level 类
    """
    from kb.graph.similarity import similar_departments, similar_projects

    space = _workspace(kb, decisions)
    if kind == "project":
        _print(similar_projects(space.network, space.indicators, limit), format_name)
    else:
        _print(similar_departments(space.network, level, limit, stage or ""), format_name)


@command.command("communities")
@limit_option
@decisions_option
@format_option
@store_option
@pass_kb
def communities(kb: CommandContext, limit: int, decisions: Path | None, format_name: str) -> None:
    """联系紧密的群组 (groups that hang together).

    \b
    kb graph communities
    """
    from kb.graph.communities import communities as groups

    _print(groups(_workspace(kb, decisions).network, limit), format_name)


@command.command("flows")
@department_option
@year_option
@click.option("--policy", "policies", multiple=True, help="只看依据这些政策文件的项目 (policy documents).")
@stage_option
@decisions_option
@format_option
@store_option
@pass_kb
def flows(
    kb: CommandContext,
    department: str,
    year: str,
    policies: tuple[str, ...],
    stage: str | None,
    decisions: Path | None,
    format_name: str,
) -> None:
    """资金流向: 政策文件 → 项目 → 科目 → 部门 (policy → project → subject → department).

    \b
    kb graph flows --department 某局 --year 2026
    kb graph flows --policy 冀财社〔2025〕128号 --format csv
    """
    from kb.graph.flows import flows as edges
    from kb.graph.network import NodeKind

    space = _workspace(kb, decisions)
    owner = space.finder.node(department, NodeKind.DEPARTMENT) if department else ""
    cited = space.finder.all(policies, NodeKind.POLICY)
    _print(edges(space.network, department=owner, year=year, policies=cited, stage=stage or ""), format_name)


def _workspace(kb: CommandContext, decisions: Path | None) -> Workspace:
    from kb.graph.workspace import Workspace

    return Workspace(kb.store(), decisions)


def _kind(name: str) -> NodeKind:
    from kb.graph.network import NodeKind

    return NodeKind(name)


def _print(analysis: Analysis, format_name: str) -> None:
    """The table on stdout; formula and what was left out on stderr."""
    from kb.rows.printed import FORMATS, TABLE

    if format_name != TABLE:
        click.echo(FORMATS[format_name](analysis.answer), nl=False)
    elif analysis.answer.rows:
        show_table(analysis.answer)
    else:
        say("没有结果 (nothing found)")
    _say_notes(analysis)


def _say_notes(analysis: Analysis) -> None:
    say("\n" + "\n".join(analysis.notes()))
