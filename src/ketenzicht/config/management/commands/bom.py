"""./ketenzicht bom: the software bill of materials."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from ketenzicht.config.bom import bill


class Command(BaseCommand):
    help = "Print the software bill of materials (CycloneDX) of the lock and of the files that came along."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(bill(), indent=2))
