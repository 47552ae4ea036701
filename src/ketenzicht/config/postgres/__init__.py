"""A private PostgreSQL for one data directory: installed by pip, reached by a socket only, never as root."""

from ketenzicht.config.postgres.problem import PostgresProblem
from ketenzicht.config.postgres.roles import APP, DATABASE, OWNER, PUBLIC, Credentials
from ketenzicht.config.postgres.server import Server

__all__ = ["APP", "DATABASE", "OWNER", "PUBLIC", "Credentials", "PostgresProblem", "Server"]
