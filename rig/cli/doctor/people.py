"""Whose names may stand in the words of this machine."""

import os
import platform
from pathlib import Path

from rig.cli.doctor.redaction import Redaction
from rig.config.steadyhold_toml import load_config
from rig.errors import ConfigError, StoreError
from rig.store.exams.read import exam_titles
from rig.store.folder import STORE_NAME
from rig.store.hours.corrections import CORRECTIONS
from rig.store.marks.trail import MARKS
from rig.store.people.accounts import accounts_ever
from rig.store.people.names import personal_texts
from rig.store.people.roster import classes_of
from rig.store.trails.chained import texts_of_trail
from rig.trust.passport_store import PassportStore

_ACCOUNT = ("USER", "LOGNAME", "USERNAME", "COMPUTERNAME", "HOSTNAME")


def redaction(folder: Path, settings: Path) -> tuple[Redaction, bool]:
    """What is to be taken out, and whether all names of learners are known.

    Args:
        folder: the data folder.
        settings: file of the stations.
    """
    people, titles = _of_passports(folder)
    is_sure = True
    store = folder / STORE_NAME
    try:
        titles += (word for each in classes_of(store) for word in (each.title, each.term))
        for trail in (MARKS, CORRECTIONS):
            titles += texts_of_trail(store, trail)
        # A login may be somebody's name, and an exam be called after whoever repeats it.
        titles += (account.login for account, _ in accounts_ever(store))
        titles += exam_titles(store).values()
        people += personal_texts(store)
    except StoreError:
        is_sure = False
    home = Path.home()
    host = platform.node()
    account = [os.environ.get(name, "") for name in _ACCOUNT]
    machine = {*account, home.name, host, host.partition(".")[0]}
    return (
        Redaction(
            tuple(people),
            (*titles, *_stations(settings)),
            tuple(sorted(machine - {""})),
            (*_damaged(folder), (str(folder.absolute()), "<data folder>"), (str(home), "<home>")),
        ),
        is_sure,
    )


def _of_passports(folder: Path) -> tuple[list[str], list[str]]:
    """People and places that passports and check weights name."""
    store = PassportStore(folder)
    kept = store.all()
    parties = [one.passport.about for one in kept]
    people = [name for each in parties for name in (each.person, each.authoriser)]
    people += [check.by for one in kept for check in store.checks.of(one.sha256)]
    return people, [title for each in parties for title in (each.laboratory, each.place)]


def _damaged(folder: Path) -> list[tuple[str, str]]:
    """Files a person may have put there, under whatever name."""
    return [(str(one.path), "<data folder>/passports") for one in PassportStore(folder).damaged()]


def _stations(settings: Path) -> list[str]:
    try:
        return [name for one in load_config(settings).stations for name in (one.name, one.id)]
    except (ConfigError, OSError):
        return []
