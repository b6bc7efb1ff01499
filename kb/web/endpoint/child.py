"""What the process of one query does: open the newest snapshot, ask, write the answer to a file."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kb.processes.limits import MEGABYTE, bound_this_process
from kb.sparql.offline import NetworkRefused
from kb.store.embedded import Store
from kb.store.interface import PREFIXES
from kb.store.sandbox import QueryLimits, opened
from kb.web.endpoint.formats import GRAPHS, RESULTS

LARGEST_ANSWER = 512 * MEGABYTE
NO_MEMORY = "MemoryError"
BELOW_PAGES = 9
"""Steps of niceness: pages are made before the queries of strangers."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query, the data set it is asked of (all where none is named), and the syntax of each kind of answer."""

    store: str
    sparql: str
    media_types: dict[str, str]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def run(job: Job, limits: QueryLimits, answer: str) -> None:
    """Write the answer to the file of that name and, beside it in `.json`, its media type or what went wrong."""
    with suppress(OSError):
        os.nice(BELOW_PAGES)
    bound_this_process(limits.megabytes, LARGEST_ANSWER)
    outcome: dict[str, str]
    try:
        outcome = {"media_type": _answer(job, limits, answer)}
    except Exception as error:
        outcome = {"error": type(error).__name__, "message": str(error)}
    except BaseException as error:  # an engine out of memory panics
        outcome = {"error": NO_MEMORY, "message": str(error)}
    Path(f"{answer}.json").write_text(json.dumps(outcome), encoding="utf-8")
    sys.stdout.flush()


def _answer(job: Job, limits: QueryLimits, path: str) -> str:
    with opened(job.store, limits) as store, Path(path).open("wb") as output:
        if isinstance(store, Store):
            results = store.query(job.sparql, default_graphs=job.default_graphs, graphs=job.named_graphs)
        elif job.default_graphs or job.named_graphs:
            raise NetworkRefused("远程库不能另选数据集 (a data set cannot be chosen in a remote store)")
        else:
            results = store.query(job.sparql)
        return _written(results, job.media_types, output)


def _written(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media_types: dict[str, str], output: IO[bytes]
) -> str:
    """Serialise the results; gives the media type written."""
    if isinstance(results, ox.QueryTriples):
        media_type = media_types["triples"]
        once = dict.fromkeys(results)
        ox.serialize(once, output, getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=PREFIXES)
        return media_type
    kind = "boolean" if isinstance(results, ox.QueryBoolean) else "solutions"
    results.serialize(output, getattr(ox.QueryResultsFormat, RESULTS[media_types[kind]]))
    return media_types[kind]
