import random
from pathlib import Path

import pytest

from rig.errors import StoreError
from rig.store.errors import NothingLeftError
from rig.store.people.names import add_learner, names
from rig.store.recorder import Recorder
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store import build, wreck

SESSIONS = tuple(f"s{n}" for n in range(4))
LEARNERS = 30
SAMPLES = 4 * 3200


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Four sessions, one of them interrupted, and thirty names; the bytes of the file."""
    store = tmp_path_factory.mktemp("whole") / "steadyhold.db"
    Recorder(store).close()
    learners = [add_learner(store, f"Learner {n}") for n in range(LEARNERS)]
    with Recorder(store) as recorder:
        for n, session_id in enumerate(SESSIONS):
            head = build.header(session_id, learner_id=learners[n])
            ended = "" if n == 3 else "done"
            build.record(recorder, head, build.pressing(seed=n), ended=ended, finish=bool(ended))
            recorder.flush()
    return store.read_bytes()


@pytest.fixture
def store(tmp_path):
    return tmp_path / "steadyhold.db"


def told_of(store: Path, content: bytes):
    """What verify says of a file, None where it refuses; what is sound of it is saved and sound."""
    store.write_bytes(content)
    saved_to = store.with_name("saved.db")
    try:
        report = verify_store(store)
    except NothingLeftError:
        with pytest.raises(NothingLeftError):
            salvage(store, saved_to)
        assert not saved_to.exists()
        report = None
    else:
        saved = salvage(store, saved_to)
        assert (saved.samples, saved.names) == (report.samples, report.names)
        assert verify_store(saved_to).is_sound
        assert len(names(saved_to)) == saved.names
    refused = wreck.refusals(store, SESSIONS, store.with_name("exported"))
    assert store.read_bytes() == content, "looking at a store changed it"
    if report is not None and report.is_sound:
        assert not refused, "said to be sound, and a command refuses"
        assert (report.samples, report.names) == (SAMPLES, LEARNERS)
    for left in store.parent.glob("saved*"):
        left.unlink()
    return report


def sampled(made, kind, every):
    places = random.Random(kind)
    count = wreck.pages(made)
    if kind == "zeroed":
        return [wreck.zeroed(made, page) for page in range(count)][::every]
    if kind == "swapped":
        pairs = ((page, places.randrange(count)) for page in range(count))
        torn = (wreck.swapped(made, *pair) for pair in pairs)
        # Tables that are empty have pages alike: nothing is torn by taking one for the other.
        return [content for content in torn if content != made][::every]
    if kind == "cut":
        return [made[: len(made) * part // 200] for part in range(200)][::every]
    return [wreck.flipped(made, places.randrange(8 * len(made))) for _ in range(500)][::every]


@pytest.mark.parametrize(("kind", "every"), [("zeroed", 9), ("swapped", 13), ("cut", 41)])
def test_r01_a_torn_store_is_never_called_sound_and_what_is_left_is_saved(made, store, kind, every):
    for content in sampled(made, kind, every):
        report = told_of(store, content)
        assert report is None or not report.is_sound


def test_r01_a_flipped_bit_never_makes_a_command_refuse_a_store_called_sound(made, store):
    for content in sampled(made, "flipped", 71):
        told_of(store, content)


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["zeroed", "swapped", "cut", "flipped"])
def test_r01_every_page_and_two_hundred_cuts_and_five_hundred_bits(made, store, kind, measured):
    reports = [told_of(store, content) for content in sampled(made, kind, 1)]
    found = [report for report in reports if report is not None]
    saved_frac = sum(report.samples for report in found) / (SAMPLES * len(reports))
    measured("stores", len(reports))
    measured("sound", sum(report.is_sound for report in found))
    measured("nothing_left", len(reports) - len(found))
    measured("samples_saved_frac", saved_frac)


def test_r02_a_store_whose_head_is_gone_gives_up_every_sample_and_every_name(made, store, tmp_path):
    store.write_bytes(wreck.zeroed(made, 0))
    saved = salvage(store, tmp_path / "saved.db")
    assert (saved.samples, saved.names, saved.parts) == (SAMPLES, LEARNERS, len(SESSIONS))


def test_r02_a_session_whose_own_row_is_lost_leaves_its_samples_and_results(made, store, tmp_path):
    """Every page is zeroed in turn: where a row of a session lay, nothing else is lost with it."""
    lost = 0
    for page in range(wreck.pages(made)):
        store.write_bytes(wreck.zeroed(made, page))
        target = tmp_path / f"saved-{page}.db"
        saved = salvage(store, target)
        if not saved.loose:
            continue
        lost += 1
        assert verify_store(target).is_sound
        named = {path.name for path in saved.loose}
        for session_id in SESSIONS:
            samples = target.with_name(f"{target.stem}-{session_id}-samples.csv")
            if samples.name not in named:
                continue
            head, *rows = samples.read_text(encoding="utf-8").splitlines()
            assert head == "index,t_s,tick,raw_1,flags"
            assert [int(row.split(",")[0]) for row in rows] == list(range(3200))
    assert lost >= len(SESSIONS)


def test_r02_names_that_are_lost_are_counted_by_whose_they_were(made, store):
    for page in range(wreck.pages(made)):
        store.write_bytes(wreck.zeroed(made, page))
        report = verify_store(store)
        gone = [each for each in report.bad if each.record.startswith("the name of learner")]
        assert len(gone) == LEARNERS - report.names
        if gone:
            return
    pytest.fail("no page holds the names")


def test_r02_what_a_killed_recorder_left_in_its_journal_is_found_without_the_database(
    store, tmp_path
):
    head, blocks = build.header(), build.pressing()
    with Recorder(store) as recorder:
        build.record(recorder, head, blocks, ended="", finish=False)
        recorder.flush()
        killed = tmp_path / "killed.db"
        journal = store.with_name(store.name + "-wal").read_bytes()
        killed.with_name("killed.db-wal").write_bytes(journal)
        killed.write_bytes(wreck.zeroed(store.read_bytes(), 0))
    report = verify_store(killed)
    assert report.samples == 3200


def test_a_file_that_was_never_a_store_has_nothing_to_save(store):
    for content in (b"", b"once upon a time", bytes(40_000)):
        store.write_bytes(content)
        with pytest.raises(NothingLeftError, match="restore a backup") as refused:
            verify_store(store)
        assert isinstance(refused.value, StoreError)
        assert refused.value.path == store
