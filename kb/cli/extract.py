"""`kb extract`: files → shards and Parquet on disk, over processes or a cluster."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb
from kb.cli._printing import say, watched

if TYPE_CHECKING:
    from kb.extraction.run import ExtractionStep
    from loaders.identity.given import Given

ENGINES = ("processes", "dask")


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="在本机的进程上做, 还是在 dask 集群上 (processes of this machine, or a dask cluster).",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="dask 调度器的地址, 如 tcp://10.0.0.1:8786; 不写则在本机起一个 (of dask; default: one on this machine).",
)
@click.option(
    "--jobs",
    "-j",
    "--workers",
    "workers",
    type=click.IntRange(min=1),
    help="同时读几个文件, 默认为处理器数 (files read at a time; default: cores).",
)
@click.option("--force", is_flag=True, help="看不出是预算公开的也读 (read what does not look like a disclosure).")
@click.option("--base", metavar="IRI", help="基准 IRI, 与要装入的库相同 (base IRI, that of the store to load into).")
@click.option(
    "--metadata",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.csv",
    help="文件清单, 同 kb load (what is known of the files beside them, as for kb load).",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    help="每个文件最多用几秒 (seconds a file may take).",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=256),
    default=4096,
    show_default=True,
    help="每个文件最多用多少 MB 内存 (megabytes a file may take).",
)
@pass_kb
def command(
    kb: CommandContext,
    sources: tuple[str, ...],
    out: Path,
    engine: str,
    scheduler: str,
    workers: int | None,
    force: bool,
    base: str | None,
    metadata: Path | None,
    time_limit: float,
    memory_limit: int,
) -> None:
    """只抽取不装库: 每个文件的四元组和平面表写进 OUT (facts and tables of files, without a store).

    SOURCE 是文件、文件夹、通配符、ZIP, 或任何 fsspec 网址. 结果在 OUT/facts (N-Quads) 和 OUT/tables (Parquet, 按省和
    年度分区), OUT/manifest.jsonl 一个文件一行. 再运行一次, 只读新的、改过的和上次失败的; 中途被终止的接着做.
    读不了的文件逐个说明, 其余照做, 退出码非零. 之后用 kb load OUT 装库, 用 kb tables sql 查.

    Sources are files, folders, globs, ZIPs or any URL of fsspec. A second run reads only what is new, changed or
    failed; one that was killed is gone on with. A file that cannot be read is named, the rest is done, and the exit
    code is 1. kb load OUT loads the result, kb tables sql asks it.

    \b
    kb extract samples OUT
    kb extract 公开/2024 公开/2025.zip OUT --jobs 8
    kb extract 's3://bucket/2025/*.pdf' OUT --engine dask
    kb extract 公开 /共享/OUT --engine dask --scheduler tcp://10.0.0.1:8786
    """
    import pyarrow  # noqa: F401 - where it is missing, that is reported once and not of every file

    from kb.extraction.engines import Engine, EngineOptions
    from kb.extraction.run import extract
    from kb.extraction.sources import listed
    from kb.processes.crew import WorkLimits

    if scheduler and engine != Engine.DASK:
        raise click.UsageError("--scheduler 只用于 --engine dask (for --engine dask only)")
    files = listed(sources)
    given = _given(metadata, files)
    options = EngineOptions(Engine(engine), workers, WorkLimits(time_limit, memory_limit), scheduler)
    steps = extract(files, out, options, base=base, given=given, force=force, wait=kb.wait)
    counts = Counter(map(_outcome, watched(steps, len(files), "抽取 (extracting)")))
    say(
        f"{out}: {counts['new']} 个抽取 (extracted), {counts['unchanged']} 个未变 (unchanged), "
        f"{counts['failed']} 个失败 (failed)"
    )
    if counts["failed"]:
        raise click.exceptions.Exit(1)


def _outcome(step: ExtractionStep) -> str:
    """What became of a source; a failure is said at once."""
    if step.entry.error:
        say(click.style("✗ ", fg="red") + step.entry.error)
        return "failed"
    return "new" if step.is_new else "unchanged"


def _given(metadata: Path | None, files: list[str]) -> dict[str, Given]:
    from kb.loading.metadata import BadMetadata, read_metadata

    if metadata is None:
        return {}
    try:
        return {str(path): given for path, given in read_metadata(metadata, [Path(one) for one in files]).items()}
    except BadMetadata as error:
        raise click.ClickException(str(error)) from error
