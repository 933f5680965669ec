"""The commands `demo` and `run` as a person starts them: whole processes, real pages."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[2]


def steadyhold(*words, folder, **options):
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "rig.cli.main", *words],
        cwd=ROOT,
        env=os.environ | {"STEADYHOLD_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def ended(*words, folder):
    process = steadyhold(*words, folder=folder)
    told, complained = process.communicate()
    return process.returncode, told, complained


def address_of(process):
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line, process.stderr.read()
    return line.split("http://", 1)[1].split()[0]


def stopped(process):
    _, complained = process.communicate()
    return process.returncode, complained


@pytest.mark.slow
def test_a_demonstration_serves_a_page_and_a_live_frame(tmp_path):
    code, told, complained = ended("demo", "--check", "--port", "0", folder=tmp_path)
    assert (code, complained) == (0, "")
    assert "http://127.0.0.1:" in told
    assert (tmp_path / "demo" / "steadyhold.db").is_file()


@pytest.mark.slow
def test_ctrl_c_stops_everything_in_order(tmp_path):
    process = steadyhold("demo", "--no-browser", "--port", "0", folder=tmp_path)
    address = address_of(process)
    children = psutil.Process(process.pid).children(recursive=True)
    assert httpx.get(f"http://{address}/", trust_env=False, timeout=None).status_code == 200
    process.send_signal(signal.SIGINT)
    assert stopped(process) == (0, "")
    assert not psutil.wait_procs(children)[1]


@pytest.mark.slow
def test_no_page_process_outlives_a_killed_hub(tmp_path):
    process = steadyhold("demo", "--no-browser", "--port", "0", folder=tmp_path)
    address_of(process)
    children = psutil.Process(process.pid).children(recursive=True)
    assert children
    process.kill()
    stopped(process)
    assert not psutil.wait_procs(children)[1]


@pytest.mark.slow
def test_two_rigs_cannot_record_into_one_folder(tmp_path):
    process = steadyhold("demo", "--no-browser", "--port", "0", folder=tmp_path)
    address_of(process)
    try:
        code, _, complained = ended("demo", "--check", "--port", "0", folder=tmp_path)
    finally:
        process.terminate()
        stopped(process)
    assert code == 4
    assert "another Steadyhold already records into" in complained
    assert complained.count("\n") == 1


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, complained = ended("demo", "--port", str(port), folder=tmp_path)
    assert code == 4
    assert f"port {port} is taken" in complained
    assert "--port" in complained
    assert complained.count("\n") == 1
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("run", "--config", "gone.toml"), 5, "there is no gone.toml"),
        (("run", "--host", "127.0.0.2"), 2, "add --lan"),
        (("demo", "--stations", "41"), 2, "stations"),
        (("demo", "--port", "70000"), 2, "port"),
    ],
    ids=["no file", "host without lan", "too many", "no such port"],
)
def test_what_cannot_be_started_is_refused_in_words(tmp_path, words, code, said):
    found, told, complained = ended(*words, folder=tmp_path)
    assert found == code
    assert said in complained
    assert "Traceback" not in complained
    assert told == ""


@pytest.mark.slow
def test_the_stations_of_a_file_are_served(tmp_path):
    config = tmp_path / "steadyhold.toml"
    config.write_text('[[station]]\nid = "a"\nname = "Window"\nsource = "sim:?seed=3"\n')
    process = steadyhold(
        "run", "--config", str(config), "--port", "0", "--no-browser", folder=tmp_path
    )
    try:
        address = address_of(process)
        told = httpx.get(f"http://{address}/api/stations", trust_env=False, timeout=None).json()
        stations = told["stations"]
    finally:
        process.terminate()
        assert stopped(process) == (0, "")
    assert [(one["id"], one["name"], one["learner_name"]) for one in stations] == [
        ("a", "Window", "")
    ]
