"""Versions of protocols: which one a class trains with, and two instructors who edit at once."""

from dataclasses import replace

import pytest

from rig.protocols.library import built_in
from rig.protocols.versions import (
    SCHOOL,
    Version,
    VersionTakenError,
    in_use,
    newest_number,
    next_version,
)

HOLD = built_in()["tp-hold"]
LIBRARY = {HOLD.id: HOLD}


def version(number, class_id=SCHOOL, protocol=HOLD, name=""):
    kept = None if protocol is None else replace(protocol, version=number, name=name or HOLD.name)
    return Version(HOLD.id, number, class_id, kept, "local", "2026-11-30T10:00:00+00:00", "")


def test_without_versions_a_class_trains_with_the_library():
    assert in_use(LIBRARY, [], "spring") == LIBRARY


def test_the_newest_version_of_the_school_goes_before_the_library():
    kept = [version(2, name="two"), version(3, name="three")]
    assert in_use(LIBRARY, kept, SCHOOL)[HOLD.id].name == "three"
    assert in_use(LIBRARY, kept, "spring")[HOLD.id].name == "three"


def test_a_version_of_a_class_is_for_that_class_alone():
    kept = [
        version(2, name="school"),
        version(3, "spring", name="spring"),
        version(4, name="later"),
    ]
    assert in_use(LIBRARY, kept, "spring")[HOLD.id].name == "spring"
    assert in_use(LIBRARY, kept, "autumn")[HOLD.id].name == "later"


def test_a_class_that_takes_its_version_out_of_use_trains_with_that_of_the_school():
    kept = [version(2, name="school"), version(3, "spring"), version(4, "spring", None)]
    assert in_use(LIBRARY, kept, "spring")[HOLD.id].name == "school"


def test_a_school_that_takes_its_version_out_of_use_trains_with_the_library_again():
    assert in_use(LIBRARY, [version(2), version(3, protocol=None)], SCHOOL) == LIBRARY


def test_a_protocol_of_the_school_alone_that_is_taken_out_of_use_is_gone():
    assert in_use({}, [version(1), version(2, protocol=None)], SCHOOL) == {}


def test_a_file_of_the_school_with_a_higher_number_goes_before_an_older_version():
    newer = {HOLD.id: replace(HOLD, version=5, name="file")}
    assert in_use(newer, [version(2, name="kept")], SCHOOL)[HOLD.id].name == "file"
    assert in_use(newer, [version(6, name="kept")], SCHOOL)[HOLD.id].name == "kept"


def test_a_number_names_one_document_whichever_class_it_is_for():
    kept = [version(2), version(3, "spring")]
    assert newest_number(HOLD.id, LIBRARY, kept) == 3
    assert next_version(HOLD, LIBRARY, kept, "autumn", base=2).version == 4


def test_a_new_protocol_begins_with_one():
    assert (
        next_version(replace(HOLD, id="own", version=9), LIBRARY, [], SCHOOL, base=0).version == 1
    )


@pytest.mark.parametrize(
    ("kept", "base", "now"),
    [
        ([version(2), version(3)], 2, 3),
        ([version(2)], 0, 2),
        ([version(2), version(3, protocol=None)], 2, 1),
    ],
    ids=["saved since", "there already", "taken out of use"],
)
def test_whoever_began_from_an_older_version_is_told_which_one_is_in_use(kept, base, now):
    with pytest.raises(VersionTakenError, match="nothing is lost") as refused:
        next_version(HOLD, LIBRARY, kept, SCHOOL, base)
    assert (refused.value.base, refused.value.now) == (base, now)


def test_a_change_for_one_class_is_no_change_for_another():
    kept = [version(2), version(3, "spring")]
    assert next_version(HOLD, LIBRARY, kept, "autumn", base=2).version == 4
