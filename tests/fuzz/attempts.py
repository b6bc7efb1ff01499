"""One input of the fuzz: made, used, and what came of it, in a process that forgets how much memory others took."""

from __future__ import annotations

import random
import resource
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzz.targets import TARGETS
from kb.processes.limits import CpuSpent, cpu_bound
from loaders.scratch import scratch

MOST_SECONDS, MOST_MEGABYTES = 20, 1024
Item = tuple[str, int]
"""The name of a target, and the number that an input is made from."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one input: seconds of the processor, megabytes at most, whether it was refused, what is wrong."""

    seconds: float = 0.0
    megabytes: float = 0.0
    refused: bool = False
    trouble: str = ""


def attempt(item: Item) -> Tried:
    """Make one input and use it."""
    name, number = item
    target = TARGETS[name]
    data = target.make(random.Random(number))
    _forget_the_peak()
    started, refused, trouble = time.process_time(), "", ""
    try:
        with scratch("fuzz") as folder, cpu_bound(60):
            refused = target.use(data, folder)
    except CpuSpent:
        trouble = "over 60 s"
    except MemoryError:
        trouble = "over 3000 MB"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        trouble = f"{type(error).__name__} in {Path(place.filename).name} {place.name}"
    seconds, megabytes = time.process_time() - started, _peak()
    if not trouble and "\n  File " in refused:
        trouble = "a traceback in a sentence"
    if not trouble and seconds > MOST_SECONDS:
        trouble = f"over {MOST_SECONDS} s"
    if not trouble and megabytes > MOST_MEGABYTES:
        trouble = f"over {MOST_MEGABYTES} MB"
    return Tried(seconds, megabytes, bool(refused), trouble)


def _forget_the_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """Megabytes of this process at most, since it was forgotten where the system can."""
    with suppress(OSError, StopIteration):
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
