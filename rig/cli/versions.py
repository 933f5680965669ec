"""Which Steadyhold this is, and which of the libraries that change what it does."""

import platform
from importlib import metadata

LIBRARIES = (
    "numpy",
    "scipy",
    "dash",
    "dash-mantine-components",
    "starlette",
    "uvicorn",
    "sqlalchemy",
    "pyserial",
    "bleak",
)
UNKNOWN = "not installed"
UNRELEASED = "unreleased"


def version() -> str:
    """The version of Steadyhold, as its distribution names it."""
    found = _version_of("steadyhold")
    return UNRELEASED if found == UNKNOWN else found


def versions() -> dict[str, str]:
    """Versions that belong into a question for help."""
    return {
        "steadyhold": version(),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    } | {name: _version_of(name) for name in LIBRARIES}


def _version_of(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return UNKNOWN
