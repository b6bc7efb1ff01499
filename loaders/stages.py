"""Stages of a pipeline: each worked out once, when it is first asked for, and timed without the stages it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Result = TypeVar("Result")


class Staged:
    """An object whose values come by stages; `seconds` has the time of each stage that has run, in running order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._values: dict[str, Any] = {}
        self._inner: list[float] = []

    def run(self, name: str, work: Callable[[], Result]) -> Result:
        """The value of a stage. What the work raises is raised again each time; nothing is kept of it."""
        if name not in self._values:
            self._inner.append(0.0)
            start = time.perf_counter()
            try:
                self._values[name] = work()
            finally:
                whole = time.perf_counter() - start
                self.seconds[name] = whole - self._inner.pop()
                if self._inner:
                    self._inner[-1] += whole
        value: Result = self._values[name]
        return value


class stage(Generic[Result]):  # noqa: N801 - a decorator, as `property` is
    """Makes a method of a `Staged` object one of its stages: `pipeline.sheets` instead of `pipeline.sheets()`."""

    def __init__(self, work: Callable[[Any], Result]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> stage[Result]: ...

    @overload
    def __get__(self, owner: Staged, kind: type) -> Result: ...

    def __get__(self, owner: Staged | None, kind: type) -> stage[Result] | Result:
        if owner is None:
            return self
        return owner.run(self._name, lambda: self._work(owner))
