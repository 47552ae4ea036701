"""Whether there are metrics, and where: KETENZICHT_METRICS names an address, or there are none."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.addresses import LOOPBACK, Address


@dataclass(frozen=True)
class Watching:
    """Where metrics are asked for, and the socket on which web processes tell."""

    address: Address
    socket: str

    @property
    def command(self) -> list[str]:
        """What the metrics process is started with."""
        module = [sys.executable, "-m", "ketenzicht.config.metrics.serving"]
        return [*module, self.address.host, str(self.address.port)]

    @property
    def environment(self) -> dict[str, str]:
        """What all processes find in their environment."""
        return {"KETENZICHT_METRICS_SOCKET": self.socket}


@contextmanager
def watching() -> Iterator[Watching | None]:
    """Have a place for metrics inside, when they are asked for.

    Raises Problem when the address cannot be used, or when others could read them there.
    """
    asked = os.environ.get("KETENZICHT_METRICS", "")
    if not asked:
        yield None
        return
    address = _address(asked)
    address.check_free()
    # Only we can enter it, and its name is short enough for a socket wherever the data are.
    folder = tempfile.mkdtemp(prefix="ketenzicht-metrics-")
    try:
        yield Watching(address, f"{folder}/told")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _address(asked: str) -> Address:
    host, colon, port = asked.rpartition(":")
    if not colon or not port.isdecimal():
        raise Problem("KETENZICHT_METRICS must look like 127.0.0.1:9464.")
    host = host.strip("[]")
    if host not in LOOPBACK and not os.environ.get("KETENZICHT_METRICS_TOKEN"):
        raise Problem("Others reach the address of KETENZICHT_METRICS: set KETENZICHT_METRICS_TOKEN too.")
    return Address(host, int(port))
