"""What every test of the house runs under: examples that repeat, and nothing left behind."""

import asyncio
import gc
import inspect
import os
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    deadline=None,
    max_examples=50,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("STEADYHOLD_EXAMPLES", "steady"))

# A package as its author published it, run by tests/ble/test_plugin.py where it is installed.
collect_ignore = ["ble/plugin_of_0_1"]


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test ever sees the archive of the person who runs it."""
    folder = tmp_path / "steadyhold-data"
    monkeypatch.setenv("STEADYHOLD_DATA", str(folder))
    return folder


class Measure(Protocol):
    """Keeps a figure."""

    def __call__(self, name: str, value: float, *, promised: float | None = None) -> None:
        """Keep it.

        Args:
            name: ends in the unit.
            value: what was measured.
            promised: the most that docs/faults.md promises, held to by `benchmarks/promises.py`:
                a test that others share the machine with proves that something happens, not when.
        """


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measure:
    """Keeps a figure under a name that ends in its unit; all are printed after the run."""

    def keep(name: str, value: float, *, promised: float | None = None) -> None:
        request.node.user_properties.append((name, [round(float(value), 3), promised]))

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures the tests have measured, one line a test."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    told = [each for each in reports if each.when == "call" and each.user_properties]
    if told:
        terminalreporter.section("measured")
    for each in told:
        figures = ", ".join(f"{name} {value:g}" for name, (value, _) in each.user_properties)
        terminalreporter.line(f"{each.nodeid.rpartition('::')[2]}: {figures}")


GRACE_STEPS = 60
"""Turns in which what was ended is on its way out; counted, for a busy machine makes each long."""


@pytest.fixture(autouse=True)
def nothing_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test leaves no thread and no open socket behind.

    Fixtures of wider scope (a browser, a server of a module) are there before and after, so only
    what the test itself added counts. Threads get a while to end: joining is asynchronous.
    """
    if request.node.get_closest_marker("browser"):
        yield
        return
    threads_before = set(threading.enumerate())
    sockets_before = _sockets()
    yield
    for _ in range(GRACE_STEPS):
        if not (leaked := _leaked(threads_before, sockets_before)):
            break
        gc.collect()
        time.sleep(0.05)
    assert not leaked, f"left behind: {', '.join(leaked)}"


@pytest.fixture
async def no_task_left() -> AsyncIterator[None]:
    """A test of coroutines ends every task it began; nothing waits for the loop to be closed.

    A task cancelled by the test's last line may still be on its way out.
    """
    before = asyncio.all_tasks()
    yield
    for _ in range(GRACE_STEPS):
        await asyncio.sleep(0)
        if not (left := _tasks_besides(before)):
            break
        await asyncio.sleep(0.05)
    assert not left, f"tasks left running: {', '.join(left)}"


def _tasks_besides(before: set[asyncio.Task[object]]) -> list[str]:
    here = asyncio.current_task()
    since = asyncio.all_tasks() - before
    return [task.get_name() for task in since if task is not here and not task.done()]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every coroutine test is watched for tasks, without having to ask for it."""
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function):
            item.fixturenames.insert(0, "no_task_left")


def _leaked(threads_before: set[threading.Thread], sockets_before: set[str]) -> list[str]:
    threads = [
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread not in threads_before and not _is_pool_of_python(thread)
    ]
    return threads + sorted(_sockets() - sockets_before)


def _is_pool_of_python(thread: threading.Thread) -> bool:
    # Loops and libraries keep idle workers of their executors until the interpreter ends.
    return thread.name.startswith(("ThreadPoolExecutor", "asyncio_", "AnyIO worker thread"))


def _sockets() -> set[str]:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        return set()
    found = set()
    for entry in folder.iterdir():
        try:
            place = str(entry.readlink())
        except OSError:
            continue
        if place.startswith("socket:"):
            found.add(place)
    return found
