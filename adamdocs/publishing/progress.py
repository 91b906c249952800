"""How far the work is: a bar where there is a terminal, two lines where there is none."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30


class Progress:
    """Shows how many of some things are made; shows nothing when there are none to make.

    Args:
        label: what the things are.
        total: how many there are.
        stream: where to show it; standard error if not given.
    """

    def __init__(self, label: str, total: int, stream: TextIO | None = None) -> None:
        self.label, self.total, self.done = label, total, 0
        self.stream = stream or sys.stderr
        self._bar = total > 0 and self.stream.isatty()
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        if self._bar:
            self._draw()
        elif self.total:
            self._write(f"{self.label}: {self.total} to make\n")
        return self

    def step(self) -> None:
        """One more is made."""
        self.done += 1
        if self._bar:
            self._draw()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._write("\r\033[K")
        if self.total:
            seconds = time.monotonic() - self._began
            self._write(f"{self.label}: {self.done} of {self.total} made in {seconds:.1f} s\n")

    def _draw(self) -> None:
        filled = WIDTH * self.done // self.total
        bar = "█" * filled + "·" * (WIDTH - filled)
        self._write(f"\r{self.label} {bar} {self.done}/{self.total}")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
