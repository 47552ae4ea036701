"""./run and ./ketenzicht serve: database, web server and worker together, from start to clean end."""

from ketenzicht.config.supervisor.serve import serve

__all__ = ["serve"]
