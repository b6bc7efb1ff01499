"""What a process may use: memory, processor time, size of the files it writes, where the system counts them."""

from __future__ import annotations

import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MEGABYTE = 1024 * 1024


class CpuSpent(BaseException):
    """A piece of work has computed for longer than it may; no handler of errors inside it takes this for one."""


def bound_this_process(megabytes: int = 0, file_bytes: int = 0) -> None:
    """Bound the address space and the files of this process (0: no bound), and let it leave no core behind.

    A bound that the system already sets lower stays.
    """
    try:
        import resource
    except ImportError:  # not a Unix
        return
    bounds = {resource.RLIMIT_AS: megabytes * MEGABYTE, resource.RLIMIT_FSIZE: file_bytes}
    for kind, wanted in bounds.items():
        _, hard = resource.getrlimit(kind)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if wanted:
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allowed_megabytes() -> float:
    """The address space that the system allows this process (`ulimit -v`), infinite where there is no bound."""
    try:
        import resource
    except ImportError:  # not a Unix
        return math.inf
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return math.inf if soft == resource.RLIM_INFINITY else soft / MEGABYTE


@contextmanager
def cpu_bound(seconds: int) -> Iterator[None]:
    """Raise CpuSpent once the process has computed for so many seconds more, where the system counts them.

    Waiting does not count, so that a busy machine ends nothing that an idle one would finish.
    """
    try:
        import resource
    except ImportError:  # not a Unix
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    before = signal.signal(signal.SIGXCPU, _spent)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
        signal.signal(signal.SIGXCPU, before)


def _spent(_signal: int, _frame: object) -> None:
    raise CpuSpent
