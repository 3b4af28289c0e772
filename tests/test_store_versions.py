"""The same document in another form: one stands for all, the others are kept and withdrawn, one số đến among them."""

import pytest
from intake_home import Office

SAME = "number=15;symbol=KH-UBND;issuer=Ủy ban nhân dân xã Tân Mỹ;date=2026-03-02\n"


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.store.close()


def standing(office):
    return {record.file_name: (record.state, record.arrival_number) for record in office.store.documents()}


def test_the_newest_version_stands_and_takes_over_the_number(office):
    office.drop("a bản quét.pdf", SAME + "quét")
    office.take_all()
    office.drop("b bản ký số.pdf", SAME.replace("Ủy", "Uỷ") + "ký số")
    office.take_all()
    old, new = office.store.documents()

    assert standing(office) == {"a bản quét.pdf": ("withdrawn", None), "b bản ký số.pdf": ("read", 1)}
    assert old.superseded_by == new.sha256
    assert new.superseded_by is None


def test_the_number_goes_on_without_a_gap_after_a_version(office):
    for name, text in (("a.pdf", SAME + "1"), ("b.pdf", SAME + "2"), ("c.pdf", "khác")):
        office.drop(name, text)
        office.take_all()

    assert standing(office)["b.pdf"] == ("read", 1)
    assert standing(office)["c.pdf"] == ("read", 2)


@pytest.mark.parametrize(
    "other",
    [
        SAME.replace("2026-", "2025-"),
        SAME.replace("number=15", "number=16"),
        SAME.replace("KH-UBND", "QĐ-UBND"),
        SAME.replace("Tân Mỹ", "Tân Hòa"),
        SAME.replace("number=15;", ""),
    ],
)
def test_what_differs_in_number_symbol_issuer_or_year_is_another_document(office, other):
    office.drop("a.pdf", SAME + "1")
    office.drop("b.pdf", other + "2")
    office.take_all()

    assert [state for state, _ in standing(office).values()] == ["read", "read"]


def test_an_approved_version_stands_before_a_newer_one(office):
    office.drop("a.pdf", SAME + "1")
    office.take_all()
    with office.store.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET state = 'approved', approved_at = '2026-03-03T00:00:00.000Z'")
    office.drop("b.pdf", SAME + "2")
    office.take_all()

    assert standing(office) == {"a.pdf": ("approved", 1), "b.pdf": ("withdrawn", None)}
