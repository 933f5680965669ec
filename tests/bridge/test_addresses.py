import asyncio

import pytest

from firmware_bridge.errors import SourceUriError, TableMissingError, UnknownDeviceError
from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import open_source


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("pad", "begin with sim:, serial:, ble: or file:"),
        ("usb:/dev/ttyUSB0", "begin with sim:, serial:, ble: or file:"),
        ("sim:?learner=genius", "no learner 'genius'.*expert"),
        ("sim:?sed=7", "did you mean seed"),
        ("sim:?seed=one", "seed=one must be a number"),
        ("sim:?seed=1.5", "whole number"),
        ("sim:?rate_hz=0", "rate_hz=0 must be a number"),
        ("sim:?seed=1&seed=2", "given twice"),
        ("sim:?fault=melt@3", "'melt@3' is not understood.*unplug@12"),
        ("sim:?fault=garble=2", "not understood"),
        ("sim:?target_n=nan", "target_n=nan must be a number"),
        ("sim:?seed", "name=value"),
        ("serial:/dev/ttyX?bauds=9600", "did you mean baud"),
        ("file:", "name a file"),
        ("file:a.csv?speed=0", "speed=0 must be a number"),
    ],
)
def test_an_address_that_is_not_understood_says_why(uri, words):
    with pytest.raises(SourceUriError, match=words) as refusal:
        open_source(uri)
    assert refusal.value.exit_code == 2


def test_what_an_address_points_at_is_checked_before_anything_starts(tmp_path):
    with pytest.raises(UnknownDeviceError):
        open_source("serial:/dev/ttyX?device=tindex")
    with pytest.raises(TableMissingError):
        open_source(f"file:{tmp_path}/none.csv")


async def test_a_recording_played_as_a_source_gives_every_sample_once(tmp_path):
    path = tmp_path / "press one.csv"
    path.write_text("t_s,force_n\n" + "".join(f"{n / 80},{n % 7}\n" for n in range(1000)))
    source = open_source(f"file:{str(path).replace(' ', '%20')}?speed=max")
    items = [item async for item in source.stream()]
    news = [item.state for item in items if isinstance(item, LinkNews)]
    blocks = [item for item in items if isinstance(item, RawBlock)]
    assert news == ["streaming", "ended"]
    assert [value for block in blocks for value in block.raw[:, 0].tolist()] == [
        float(n % 7) for n in range(1000)
    ]
    assert source.counters.samples == 1000
    assert source.identity == "press one.csv"


async def test_several_recordings_in_a_file_follow_on_with_a_restarted_clock(tmp_path):
    path = tmp_path / "sweeps.csv"
    rows = [f"{sweep},{n / 80},{n}\n" for sweep in range(3) for n in range(100)]
    path.write_text("sweep,t_s,force_n\n" + "".join(rows))
    source = open_source(f"file:{path}?speed=max&segment_column=sweep")
    blocks = [item async for item in source.stream() if isinstance(item, RawBlock)]
    times = [t for block in blocks for t in block.t_s.tolist()]
    flags = [flag for block in blocks for flag in block.flags.tolist()]
    assert times == sorted(times)
    assert [at for at, flag in enumerate(flags) if flag] == [100, 200]


async def test_a_recording_in_its_own_time_takes_its_own_time(tmp_path):
    path = tmp_path / "press.csv"
    path.write_text("t_s,force_n\n" + "".join(f"{n / 100},{n}\n" for n in range(60)))
    source = open_source(f"file:{path}?speed=2")
    began_s = asyncio.get_running_loop().time()
    arrived = [item.arrived_s async for item in source.stream() if isinstance(item, RawBlock)]
    assert asyncio.get_running_loop().time() - began_s >= 0.29
    assert arrived == sorted(arrived)
    assert source.host_s(0.4) - source.host_s(0.2) == pytest.approx(0.1)
