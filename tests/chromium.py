"""Finding Chromium, and installing it where that is possible. Never skipping the tests that need it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
APT = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def find() -> str | None:
    """The path of a Chromium: as told by CHROMIUM_PATH, on the PATH, or Playwright's own."""
    told = os.environ.get("CHROMIUM_PATH")
    if told:
        return told
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _from_playwright()


def find_or_install() -> str | None:
    """The path of a Chromium, after trying to install one when there is none."""
    if path := find():
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update", "--quiet"), APT):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None
