"""`agreement`: a researcher with a file of marks, without an exam."""

from pathlib import Path

import pytest

from tests.cli.conftest import Steadyhold
from tests.rig.standards import published
from tests.schemas.checked import check_document


@pytest.fixture
def judges_csv(tmp_path: Path) -> Path:
    path = tmp_path / "judges.csv"
    rows = [",".join(f"{each:g}" for each in row) for row in published.SHROUT_FLEISS]
    path.write_text("one,two,three,four\n" + "\n".join(rows) + "\n5,,4,4\n")
    return path


@pytest.fixture
def exam_csv(tmp_path: Path) -> Path:
    path = tmp_path / "exam.csv"
    rows = [f"{1 + n % 5};{50 + 9 * (1 + n % 5) + n % 3},5" for n in range(25)]
    path.write_text("mark;score\n" + "\n".join(rows) + "\n")
    return path


def test_a_file_of_judges_has_the_published_icc(steadyhold: Steadyhold, judges_csv: Path):
    answer = steadyhold("agreement", judges_csv, "--json").json
    check_document(answer)
    told = {each["name"]: round(each["value"], 2) for each in answer["reliability"]["forms"]}
    assert told == {"ICC(2,1)": 0.29, "ICC(3,1)": 0.71, "ICC(2,k)": 0.62, "ICC(3,k)": 0.91}
    assert (answer["n"], answer["left_out"]) == (6, 1)


def test_two_columns_are_compared_by_name(steadyhold: Steadyhold, judges_csv: Path):
    shown = steadyhold("agreement", judges_csv, "--columns", "one,four")
    assert shown.code == 0
    assert "7 people, one, four" in shown.out
    assert "left out" not in shown.out
    assert "limits of agreement" in shown.out
    assert "kappa, quadratic" in shown.out


def test_a_cut_score_is_told_with_its_line_and_its_grey_zone(
    steadyhold: Steadyhold, exam_csv: Path
):
    shown = steadyhold("agreement", exam_csv, "--cut", "--sem", "4,0")
    assert "provisional, not validated for your school" in shown.out
    assert "25 learners, score on mark" in shown.out
    assert "grey zone" in shown.out
    answer = steadyhold("agreement", exam_csv, "--cut", "--json").json
    check_document(answer)
    assert answer["against"] == []
    assert answer["regression"]["cut_points"] == pytest.approx(69.5, abs=1.0)
    few = exam_csv.with_name("few.csv")
    few.write_text("\n".join(exam_csv.read_text().splitlines()[:10]))
    assert "too few: at least 20 learners, here 9" in steadyhold("agreement", few, "--cut").out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--columns", "one,five"), "there is no column 'five'"),
        (("--cut",), "two columns"),
        (("--cut", "--columns", "one,two", "--sem", "-1"), "from 0"),
        (("--cut", "--columns", "one,two", "--borderline", "nan"), "a mark is a number"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_the_way_out(
    steadyhold: Steadyhold, judges_csv: Path, given: tuple[str, ...], words: str
):
    refused = steadyhold("agreement", judges_csv, *given)
    assert refused.code == 2
    assert words in refused.err


def test_a_file_that_is_no_text_and_scores_beyond_a_hundred_are_refused(
    steadyhold: Steadyhold, tmp_path: Path
):
    path = tmp_path / "marks.csv"
    path.write_bytes(b"\xff\xfe1\x00")
    assert "no text in UTF-8" in steadyhold("agreement", path).err
    path.write_text("mark,score\n2,104\n3,90\n")
    assert "leaves 0 to 100" in steadyhold("agreement", path, "--cut").err
