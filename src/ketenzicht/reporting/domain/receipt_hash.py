"""What is stored of a receipt: a memory-hard hash with a pepper that is not in the database.

One stolen database lets a thief test a guess against all receipts at once, so each guess must be dear: a
fast hash here is a defect. Argon2id makes it dear; the pepper makes the database alone worthless. Salt and
final key are derived from the pepper, because a code is looked up by its hash: the same code must give the
same hash. Parameters carry a version, so that they can be raised while older receipts live. The design
follows GlobaLeaks, with a longer code and the pepper added.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argon2.low_level import Type, hash_secret_raw

from ketenzicht.reporting.domain.receipt import Receipt

PEPPER_BYTES = 32
CURRENT = 1

_SALT_BYTES = 16


@dataclass(frozen=True)
class Parameters:
    """The cost of one guess; never change a version that is in use, add one."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1
    length: int = 32


PARAMETERS: Mapping[int, Parameters] = MappingProxyType({CURRENT: Parameters()})


def receipt_hash(
    receipt: Receipt,
    pepper: bytes,
    version: int = CURRENT,
    parameters: Mapping[int, Parameters] = PARAMETERS,
) -> str:
    """The hash to store or look up, beginning with its version.

    Raises ValueError for a pepper under 32 bytes, KeyError for an unknown version.
    """
    if len(pepper) < PEPPER_BYTES:
        raise ValueError(f"The receipt pepper needs at least {PEPPER_BYTES} bytes.")
    cost = parameters[version]
    slow = hash_secret_raw(
        receipt.digits.encode("ascii"),
        salt=_derived(pepper, version, "salt")[:_SALT_BYTES],
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=cost.length,
        type=Type.ID,
    )
    return f"{version}${hmac.new(_derived(pepper, version, 'seal'), slow, hashlib.sha256).hexdigest()}"


def _derived(pepper: bytes, version: int, use: str) -> bytes:
    label = f"ketenzicht receipt {version} {use}".encode("ascii")
    return hmac.new(pepper, label, hashlib.sha256).digest()
