"""`kb export`: flat tables, RDF files, and a whole data set to publish."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from kb.cli._options import CommandContext, about_option, pass_kb, store_option
from kb.cli._printing import say, say_outdated_findings
from kb.rows.files import WRITERS, ExportError


@click.group("export")
def command() -> None:
    """导出平面表、RDF 或整个数据集 (export flat tables, RDF, or a data set to publish).

    \b
    kb export tables OUT
    kb export tables OUT --format parquet
    kb export rdf budgets.ttl
    kb export rdf 某某局.trig --document 某某局-2024-预算
    kb export cube cubes.ttl
    kb export dataset PUBLIC --publisher 某某市财政局
    kb export site SITE
    """


@command.command("tables")
@click.argument("out_dir", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "format_name", type=click.Choice([*WRITERS, "sqlite"]), default="csv", show_default=True)
@click.option("--bom", is_flag=True, help="CSV 开头加字节顺序标记, Excel 直接打开不乱码 (byte order mark, for Excel).")
@click.option("--raw", is_flag=True, help="CSV 里像公式的文字照写, 前面不加撇号 (no apostrophe before formulas).")
@store_option
@pass_kb
def tables(kb: CommandContext, out_dir: Path, format_name: str, bom: bool, raw: bool) -> None:
    """每类内容一张平面表, 附 datapackage.json 说明每一列.

    One flat table per kind of fact, with datapackage.json describing every column. sqlite puts all tables in one
    file with keys and an index of words. In CSV an apostrophe is before texts that begin with = + @ - and are no
    numbers, so that no spreadsheet runs them; --raw leaves it out.

    \b
    kb export tables OUT
    kb export tables OUT --bom
    kb export tables OUT --format sqlite
    """
    from kb.checks.desk import BadDesk, decided
    from kb.publishing.export import export_tables

    folder = kb.store_path if isinstance(kb.store_path, Path) else None
    try:
        decisions = decided(kb.store(), folder)
        counts = export_tables(kb.store(), out_dir, format_name, bom=bom, raw=raw, decided=decisions)
    except (BadDesk, ExportError) as error:
        raise click.ClickException(str(error)) from error
    for name, count in counts.items():
        file = f"tables.sqlite {name}" if format_name == "sqlite" else f"{name}.{format_name}"
        say(f"{out_dir / file}: {count} 行 (rows)")
    say_outdated_findings(kb.store())


@command.command("rdf")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--document", metavar="DOCUMENT", help="只导出一个文件的内容, 编号见 kb documents (one document only).")
@click.option("--base", metavar="IRI", help="实例改用另一基准 IRI (another base IRI for instances).")
@click.option("--ontology", is_flag=True, help="连同词汇和代码表 (with vocabulary and code lists).")
@store_option
@pass_kb
def rdf(kb: CommandContext, file: Path, document: str | None, base: str | None, ontology: bool) -> None:
    """全库或一个文件的 RDF; 语法看后缀: .ttl .trig .nt .nq .jsonld .rdf, 可加 .gz.

    The whole store or one document as RDF; the suffix chooses the syntax.

    \b
    kb export rdf budgets.nq.gz
    kb export rdf 某某局.ttl --document 某某局-2024-预算
    """
    from kb.publishing.export import export_rdf

    try:
        count = export_rdf(kb.store(), file, document, base, ontology=ontology)
    except (ExportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    say(f"{file}: {count} 条陈述 (statements)")
    say_outdated_findings(kb.store())


@command.command("cube")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--base", metavar="IRI", help="实例改用另一基准 IRI (another base IRI for instances).")
@about_option
@store_option
@pass_kb
def cube(kb: CommandContext, file: Path, base: str | None, about: Mapping[str, str]) -> None:
    """金额立方体: 每种表一个, 按部门、年度、科目、项目……切 (amounts as data cubes, one a kind of form).

    As cube.link wants them, for visualize and other viewers; dimensions are what people slice by. Totals are left out.

    \b
    kb export cube cubes.ttl
    kb export cube cubes.nq.gz --about about.toml
    """
    from kb.publishing.about import About
    from kb.publishing.cubes.writing import export_cubes

    store = kb.store()
    root = base or store.base
    try:
        counts = export_cubes(store, file, About(root, f"{root}dataset/", **about))
    except (ExportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    say(f"{file}: {counts.cubes} 个立方体 (cubes), {counts.observations} 个数 (observations)")
    if counts.without_year:
        say(f"另有 {counts.without_year} 个数没有年度或部门, 不在立方体里 (without year or department, left out)")


@command.command("dataset")
@click.argument("out_dir", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base", metavar="IRI", help="实例改用另一基准 IRI (another base IRI for instances).")
@click.option("--url", metavar="URL", help="文件夹放到网上的地址 (where the folder will be found on the web).")
@about_option
@click.option("--title", help="数据集名称 (title).")
@click.option("--publisher", help="发布者名称 (publisher).")
@click.option("--publisher-iri", metavar="IRI", help="发布者的 IRI.")
@click.option("--license", metavar="IRI", help="许可协议的 IRI (licence).")
@click.option("--issued", metavar="DATE", help="发布日期, 如 2026-11-22 (date of issue).")
@click.option("--contact", help="联系人或处室 (whom to ask).")
@click.option("--email", help="联系邮箱 (e-mail of the contact).")
@click.option("--endpoint", metavar="URL", help="这些数据的 SPARQL 端点 (SPARQL endpoint of the data).")
@click.option("--syntax", "syntaxes", multiple=True, metavar="SUFFIX", help="转储用的语法: nq ttl jsonld nt trig rdf.")
@click.option("--cube", is_flag=True, help="连同金额立方体 data/cubes.ttl.gz (with the amounts as data cubes).")
@store_option
@pass_kb
def dataset(
    kb: CommandContext,
    /,
    out_dir: Path,
    base: str | None,
    url: str | None,
    about: Mapping[str, str],
    syntaxes: tuple[str, ...],
    cube: bool,
    **given: str | None,
) -> None:
    """可直接上网的文件夹: 转储, void.ttl, dcat.ttl, 本体及其说明网页, 平面表, README.

    A folder to put online as it is: dumps, VoID and DCAT descriptions, the ontology with its page, flat tables.
    What the publisher says may stand in a file (--about); an option of the same name goes before it.

    \b
    kb export dataset PUBLIC --about about.toml
    kb export dataset PUBLIC --publisher 某某市财政局 --license https://creativecommons.org/licenses/by/4.0/
    """
    from kb.publishing.about import About
    from kb.publishing.dataset.folder import SYNTAXES, export_dataset

    store = kb.store()
    root = base or store.base
    place = (url or f"{root}dataset").rstrip("/") + "/"
    try:
        said = dict(about) | {name: value for name, value in given.items() if value}
        files = export_dataset(store, out_dir, About(root, place, **said), syntaxes or SYNTAXES, cube=cube)
    except (ExportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    say(f"{out_dir}: {len(files)} 个文件 (files), {sum(file.size for file in files)} 字节 (bytes)")


@command.command("site")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--figures/--no-figures",
    default=True,
    show_default=True,
    help="每个数一页, 占网站的九成 (a page for each figure: nine tenths of the site).",
)
@about_option
@store_option
@pass_kb
def site(kb: CommandContext, folder: Path, figures: bool, about: Mapping[str, str]) -> None:
    """与 kb serve 相同的网页, 写成文件, 任何网站都能放 (the pages of kb serve as files, for any web server).

    每页旁边有 Turtle 和 JSON-LD; 链接都是相对的, 放在哪个目录下都行.
    Turtle and JSON-LD beside each page; all links are relative, so that any folder of a site will do.

    \b
    kb export site SITE
    kb export site SITE --no-figures
    """
    try:
        from kb.web.site.exporting import export_site
    except ImportError as error:
        needed = "要装 web 部件 (the extra `web` is needed): pip install 'yusuan-kb[web]'"
        raise click.ClickException(f"{needed} ({error.name})") from error
    kb.store()
    count = sum(1 for _file in export_site(kb.store_path, folder, figures=figures, about=about))
    say(f"{folder}: {count} 个文件 (files)")
