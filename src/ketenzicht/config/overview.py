"""./ketenzicht without a command: what there is, one line each."""

import django
from django.core.management import get_commands, load_command_class

from ketenzicht.config.supervisor.terminal import say

OF_KETENZICHT = {
    "backup": "write the whole database, sealed, to a file (--new-key: make the key that opens it)",
    "causal": "causal models: loops, routes, time response, verdicts, reports",
    "restore": "make a new data directory out of a backup (--check: only look whether it is whole)",
    "serve": "start database, web server and worker, and serve until Ctrl-C",
}
OF_DJANGO = {
    "check": "look for faults in settings and code (--deploy: for use in earnest)",
    "migrate": "bring the tables up to this version",
}


def show() -> int:
    """List the commands of the product, and the few of Django that an administrator needs."""
    django.setup()
    lines = dict(OF_KETENZICHT | OF_DJANGO)
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith("ketenzicht."):
            lines[name] = load_command_class(app, name).help
    say("./ketenzicht COMMAND [--data DIR]\n")
    for name, text in sorted(lines.items()):
        say(f"  {name:<14}{text}")
    say("\n./ketenzicht COMMAND --help tells more.")
    return 0
