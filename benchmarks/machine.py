"""The machine on which something was measured, and how busy it was."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """Return what a figure depends on besides the program; the load is that of now."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages * size / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    told = Path("/proc/cpuinfo")
    text = told.read_text() if told.exists() else ""
    named = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return named[1] if named else platform.processor()


def used(process: int) -> float:
    """Return the processor time that a process has used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def versions(*names: str) -> dict[str, str]:
    """Return the versions of distributions, of those that are here."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def said(here: dict[str, Any]) -> str:
    """Return it in words."""
    return (
        f"{here['day']}, {here['processor']}, {here['cores']} cores, "
        f"{here['memory_gb']} GB, {here['system']}, Python {here['python']}; load "
        f"before {here['load_before']}, after {here['load_after']}"
    )
