"""A query in a process of its own, on a snapshot or against a server, with limits of time, memory and rows.

The engine cannot be interrupted; a process can. What the query answers comes back as if it had run here. The process is
a clean interpreter, not one of `kb.processes`: those import the program that starts them, and a script that asks a
question need not be written for that.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess  # nosec B404: this interpreter alone is started
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kb import resources
from kb.errors import StoreError
from kb.processes.child import end_with
from kb.processes.limits import bound_this_process
from kb.sparql.offline import NetworkRefused

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.embedded import Store
    from kb.store.interface import QueryResults
    from kb.store.remote.server import RemoteStore

TRIPLES, SOLUTIONS, BOOLEAN = "triples", "solutions", "boolean"
FAILED = 3
"""Exit code of a child that tells in words what went wrong."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What a query may use: seconds, megabytes of memory, rows of answer; 0 is no limit."""

    seconds: float = 300.0
    megabytes: int = 8192
    rows: int = 0


class LimitExceeded(StoreError):
    """A query was stopped; the message says at which limit, and how to set another."""


class Sandboxed:
    """A store to read from, whose every query runs within limits."""

    def __init__(self, store: Path | str, limits: QueryLimits) -> None:
        self.store = store
        self.limits = limits

    def select(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query. Raises ValueError for another form, else as `query`."""
        import pyoxigraph as ox

        solutions = query(self.store, sparql, self.limits)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("要 SELECT 查询 (a SELECT query is wanted here)")
        return solutions


def query(store: Path | str, sparql: str, limits: QueryLimits, allowed_services: Sequence[str] = ()) -> QueryResults:
    """Run a query on the store in a folder or at a URL.

    Raises LimitExceeded, SyntaxError, NetworkRefused, StoreError.
    """
    job = {"store": str(store), "sparql": sparql, "limits": asdict(limits), "allowed": list(allowed_services)}
    with tempfile.TemporaryFile() as output, _pipe() as far:
        command = [sys.executable, "-P", "-c", "from kb.store.sandbox import main; main()"]
        child = subprocess.Popen(  # nosec B603: a fixed command, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.PIPE,
            env=_environment(),
            pass_fds=(far,),
        )
        try:
            _out, errors = child.communicate(
                json.dumps({**job, "parent": far}).encode(), timeout=limits.seconds or None
            )
        except subprocess.TimeoutExpired:
            raise LimitExceeded(
                f"查询超过 {limits.seconds:g} 秒, 已停止 (the query took more than {limits.seconds:g} seconds and was "
                "stopped); --timeout 秒数, 0 为不限 (0: no limit)"
            ) from None
        finally:
            child.kill()
            child.wait()
        if child.returncode:
            raise _failure(child.returncode, errors, limits)
        output.seek(0)
        return _results(output)


@contextmanager
def _pipe() -> Iterator[int]:
    """The far end of a pipe whose near end is open as long as this process waits: a child ends with its parent."""
    far, near = os.pipe()
    try:
        yield far
    finally:
        os.close(far)
        os.close(near)


def main() -> None:
    """The child: a job on stdin, its answer on stdout."""
    job = json.load(sys.stdin)
    end_with(job["parent"])
    limits = QueryLimits(**job["limits"])
    bound_this_process(limits.megabytes)
    try:
        _answer(job, limits, sys.stdout.buffer)
    except (SyntaxError, NetworkRefused, StoreError, MemoryError) as error:
        print(json.dumps([type(error).__name__, str(error)]), file=sys.stderr)
        raise SystemExit(FAILED) from error


def _answer(job: dict[str, Any], limits: QueryLimits, out: IO[bytes]) -> None:
    import pyoxigraph as ox

    with opened(job["store"], limits) as store:
        results = store.query(job["sparql"], allowed_services=job["allowed"])
        if isinstance(results, ox.QueryBoolean):
            out.write(f"{BOOLEAN}\n{json.dumps(bool(results))}".encode())
        elif isinstance(results, ox.QueryTriples):
            out.write(f"{TRIPLES}\n".encode())
            for number, triple in enumerate(results, start=1):
                _count(number, limits)
                out.write(f"{triple} .\n".encode())
        else:
            _write_solutions(results, limits, out)


def opened(store: str, limits: QueryLimits) -> Store | RemoteStore:
    """The store in a folder or at a URL, to read from only."""
    if store.startswith(("http://", "https://")):
        from kb.store.remote.server import RemoteStore

        return RemoteStore(store, read_only=True, seconds=limits.seconds)
    from kb.store.embedded import Store

    return Store(store, read_only=True)


def _write_solutions(results: ox.QuerySolutions, limits: QueryLimits, out: IO[bytes]) -> None:
    """As SPARQL 1.1 TSV, whose terms are those of N-Triples."""
    names = [variable.value for variable in results.variables]
    out.write((f"{SOLUTIONS}\n" + "\t".join(f"?{name}" for name in names) + "\n").encode())
    for number, solution in enumerate(results, start=1):
        _count(number, limits)
        terms = (solution[name] for name in names)
        out.write(("\t".join("" if term is None else str(term) for term in terms) + "\n").encode())


def _count(number: int, limits: QueryLimits) -> None:
    if limits.rows and number > limits.rows:
        raise StoreError(
            f"答案超过 {limits.rows} 行, 已停止 (the answer has more than {limits.rows} rows; stopped); "
            "加 LIMIT, 或 --max-rows 行数, 0 为不限 (0: no limit)"
        )


def _results(output: IO[bytes]) -> QueryResults:
    import pyoxigraph as ox

    kind = output.readline().decode().strip()
    if kind == SOLUTIONS:
        return ox.parse_query_results(output.read(), ox.QueryResultsFormat.TSV)
    if kind == BOOLEAN:
        return ox.parse_query_results(f'{{"head":{{}},"boolean":{output.read().decode()}}}', ox.QueryResultsFormat.JSON)
    found = ox.Store()
    found.load(output.read(), ox.RdfFormat.N_TRIPLES)
    results = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(results, ox.QueryTriples)
    return results


def _failure(code: int, errors: bytes, limits: QueryLimits) -> Exception:
    text = errors.decode("utf-8", "replace").strip()
    if code == FAILED:
        name, message = json.loads(text.splitlines()[-1])
        kinds: dict[str, type[Exception]] = {"SyntaxError": SyntaxError, "NetworkRefused": NetworkRefused}
        if name != "MemoryError":
            return kinds.get(name, LimitExceeded if name == "StoreError" else StoreError)(message)
    if code == FAILED or "memory" in text or code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV):
        return LimitExceeded(
            f"查询用的内存超过 {limits.megabytes} MB, 已停止 (more memory than allowed); "
            "--max-memory MB, 0 为不限 (0: no limit)"
        )
    return StoreError(f"查询进程中断 (the process of the query died): {text[-300:]}")


def _environment() -> dict[str, str]:
    """The child finds this package where its parent did."""
    root = str(resources.PACKAGE.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
