"""Whether a task binds the own office, and why."""

import pytest

from pipeline.models import Body
from pipeline.resolve.tasks_concern import concerns


def bodies(*names):
    return tuple(Body(name=name, raw=name, evidence=()) for name in names)


@pytest.mark.parametrize(
    ("lead", "own", "value"),
    [
        ("Sở Nội vụ", "Sở Nội vụ tỉnh Lai Châu", "yes"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ tỉnh Lai Châu", "yes"),
        ("Sở Tài chính", "Sở Nội vụ tỉnh Lai Châu", "no"),
        ("các sở, ban, ngành", "Sở Nội vụ tỉnh Lai Châu", "yes"),
        ("UBND các huyện, thị xã, thành phố", "UBND huyện Than Uyên", "yes"),
        ("UBND các xã, phường", "UBND huyện Than Uyên", "no"),
        ("các cơ quan, đơn vị", "Sở Nội vụ tỉnh Lai Châu", "unknown"),
    ],
)
def test_a_name_or_a_class_binds_us(lead, own, value):
    assert concerns(bodies(lead), (), own).value == value


def test_support_concerns_us_too():
    found = concerns(bodies("Sở Tài chính"), bodies("Sở Nội vụ"), "Sở Nội vụ tỉnh Lai Châu")

    assert found.value == "yes"
    assert "phối hợp" in found.reason


def test_without_a_lead_nobody_knows():
    assert concerns((), (), "Sở Nội vụ tỉnh Lai Châu").value == "unknown"
