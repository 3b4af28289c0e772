"""What confidence claims is compared with what is right, and no document speaks for itself."""

from pipeline.evaluation.belief import Claim, cross_validated, curve, earned
from pipeline.evaluation.figures import score_document


def doubtful(rule: str, document: str, *, right: bool, confidence: float = 0.7) -> Claim:
    return Claim(rule, confidence, right, document, sure=False)


def test_every_value_stands_in_one_bin():
    claims = [Claim("a", confidence, True, "x", True) for confidence in (0.0, 0.5, 0.799, 0.8, 0.95, 1.0)]

    assert sum(row["values"] for row in curve(claims)) == len(claims)


def test_a_rule_earns_what_was_right_and_a_rare_one_less_of_it():
    often = [doubtful("often", str(at), right=at % 4 > 0) for at in range(80)]
    rare = [doubtful("rare", "x", right=False)]
    shares = earned([*often, *rare])

    assert 0.73 < shares["often"] < 0.77
    assert shares["rare"] == 0.5


def test_a_document_does_not_speak_for_its_own_values():
    claims = [doubtful("a", "one", right=False), doubtful("a", "two", right=True), doubtful("a", "two", right=True)]
    by_document = {claim.document: claim.confidence for claim in cross_validated(claims)}

    assert by_document["one"] > by_document["two"]


def test_only_values_that_tell_their_confidence_are_claims():
    gold = {"header": {"number": "12", "place": "Sơn La", "symbol": None}}
    read = {
        "header": {
            "number": {"value": "12", "status": "review", "confidence": 0.6, "rule": "r"},
            "place": {"value": "Sơn La", "status": "auto"},
            "symbol": {"value": None, "status": "missing", "confidence": 0.0},
        }
    }

    assert score_document("x", gold, read).claims == [Claim("r", 0.6, True, "x", False)]
