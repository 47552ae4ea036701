"""Being asked to stop, by Ctrl-C, by the system or by a terminal that closes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event


@dataclass(frozen=True)
class Stop:
    """``asked`` is set by the first request, ``hurry`` by the second."""

    asked: Event = field(default_factory=Event)
    hurry: Event = field(default_factory=Event)
    _breaking: Event = field(default_factory=Event)

    def listen(self) -> "Stop":
        """Hear the signals of this process from now on."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup asks to go on when the terminal closes.
            if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
                signal.signal(name, self._hear)
        return self

    @contextmanager
    def breaking_questions(self) -> Iterator[None]:
        """Inside, a request to stop ends the waiting for an answer too, with KeyboardInterrupt."""
        self._breaking.set()
        try:
            yield
        finally:
            self._breaking.clear()

    def _hear(self, number: int, frame: object) -> None:
        (self.hurry if self.asked.is_set() else self.asked).set()
        if self._breaking.is_set():
            raise KeyboardInterrupt
