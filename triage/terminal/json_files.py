"""JSON in files: read with care, of no more than a limit, and never ambiguous."""

import json
from pathlib import Path

from triage.base.distinct import integer, unique
from triage.base.files import FileError, failed
from triage.base.limits import LIMITS
from triage.treefile.files import is_special


def contents(name: str) -> bytes:
    """Return the bytes of a file, one more than may be read at most."""
    try:
        with readable(name).open("rb") as file:
            return file.read(LIMITS.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise failed(name, "read", error) from None


def readable(name: str) -> Path:
    """Return the path of a file that can be read, or that a shell has opened."""
    path = Path(name)
    if is_special(path) and Path("/dev") not in path.parents:
        raise FileError(f"{name}: cannot be read: not an ordinary file")
    return path


def parsed(name: str, data: bytes) -> object:
    """Return what a JSON text says; refuse one that is large, deep or ambiguous."""
    if len(data) > LIMITS.file_bytes:
        raise FileError(f"{name}: larger than {LIMITS.file_bytes:,} bytes")
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=unique, parse_int=integer)
        deep = deeper(found, LIMITS.record_depth)
    except RecursionError:
        deep = True
    except UnicodeDecodeError:
        raise FileError(f"{name}: this is not UTF-8 text") from None
    except OverflowError as error:
        raise FileError(f"{name}: {error}") from None
    except ValueError as error:
        raise FileError(f"{name}: this is not JSON: {error}") from None
    if deep:
        raise FileError(f"{name}: nested too deep")
    return found


def deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(deeper(item, levels - 1) for item in inner)
