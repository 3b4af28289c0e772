"""Is a piece a task?  Rules say yes, no or missed; every verdict names its reason.

Comes in: the signs of a piece (extractors.finding.duty.signs).  Goes out: a `Verdict`.  A veto always wins: what must
not be a task is none, whatever else speaks for it.
"""

from dataclasses import dataclass

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a piece is a task, how sure that is (0 to 1), which rule said so, and in Vietnamese what is in doubt."""

    task: bool
    confidence: float
    rule: str
    reasons: tuple[str, ...] = ()
    omission: str | None = None


_NO = Verdict(False, 0.9, "duty.none")


def judge(signs: Signs) -> Verdict:
    """The verdict of the rules."""
    return _veto(signs) or _by_actor(signs) or _by_verb(signs) or _NO


def _veto(signs: Signs) -> Verdict | None:
    bound = _bound(signs)
    if {"zone.form", "zone.attached", "no.basis", "no.meeting", "upward", "capitals"} & signs.keys():
        return _NO
    if _introduces(signs) or ("performs" in signs and "actor.none" in signs):
        return _NO
    if "no.closing" in signs and not bound and "article" not in signs:
        return _NO
    if "no.quoted" in signs or ({"no.tells", "no.assessed"} & signs.keys() and "actor.order" not in signs):
        return Verdict(False, 0.8, "duty.tells")
    if "standing" in signs and not bound:
        return Verdict(False, 0.8, "duty.standing")
    if "no.contact" in signs and "difficulty" not in signs and "time.dated" not in signs:
        return Verdict(False, 0.8, "duty.contact")
    if "no.wish" in signs and not (bound or "article" in signs):
        return Verdict(False, 0.7, "duty.wish", omission="Lời nhắc thực hiện chung, không giao việc riêng.")
    if "no.cited" in signs and "actor.order" not in signs and "kind.paragraph" in signs:
        return _NO
    if "verb.tells" in signs and "kind.paragraph" in signs and not bound:
        return _NO
    if "no.permission" in signs and "actor.order" not in signs and "actor.strong" not in signs:
        return Verdict(False, 0.7, "duty.permission")
    if "normative" in signs and not _assigned_once(signs):
        return Verdict(False, 0.8, "duty.normative")
    if "report.section" in signs:
        return Verdict(False, 0.8, "duty.report")
    if {"section.aim", "section.situation", "section.basis"} & signs.keys() and not (
        _ordered(signs) or _bound_alone(signs)
    ):
        return Verdict(False, 0.8, "duty.section")
    if "time.over" in signs and not _ordered(signs):
        return Verdict(False, 0.8, "duty.over")
    if "no.past" in signs and not _ordered(signs):
        return Verdict(False, 0.7, "duty.past")
    return None


def _introduces(signs: Signs) -> bool:
    """An opening whose list the outline hangs elsewhere, or the issuer's word on its own plan."""
    alone = "children" not in signs and "kind.paragraph" in signs
    nobody = "actor.order" not in signs
    return alone and ("introduces" in signs or ("colon" in signs and nobody) or "actor.plans" in signs)


def _bound(signs: Signs) -> bool:
    """A date or an addressee makes a wish a duty."""
    return "time.dated" in signs or "role.report" in signs


def _bound_alone(signs: Signs) -> bool:
    """A paragraph below a list of conditions that names who reports to whom and when is no condition."""
    wanted = {"section.basis", "kind.paragraph", "actor.subject", "role.report"}
    return wanted <= signs.keys() and ("time.fixed" in signs or "difficulty" in signs)


def _assigned_once(signs: Signs) -> bool:
    """In a text of standing rules: an order, a closing article, or a named body with a day."""
    named = not {"actor.none", "actor.colon"} & signs.keys()
    return "actor.order" in signs or "article" in signs or (named and "time.fixed" in signs)


def _ordered(signs: Signs) -> bool:
    return "actor.order" in signs or ("actor.strong" in signs and "section.aim" not in signs)


def _by_actor(signs: Signs) -> Verdict | None:
    """Somebody is named and something follows that can be done."""
    if "article" in signs and ("actor.subject" in signs or "actor.passive" in signs):
        return Verdict(True, 0.97, "duty.article")
    if "actor.order" in signs:
        return Verdict(True, 0.93, "duty.order")
    if "actor.strong" in signs:
        return Verdict(True, 0.92, "duty.strong")
    if "actor.passive" in signs:
        return Verdict(True, 0.85, "duty.passive")
    if "actor.subject" in signs or "actor.colon" in signs:
        return _named(signs)
    return None


def _named(signs: Signs) -> Verdict:
    doubt = ("Câu nêu cơ quan nhưng chưa rõ là giao việc.",)
    if "verb.first" not in signs:
        if "time.dated" in signs:
            return Verdict(True, 0.6, "duty.named_time", doubt)
        return Verdict(False, 0.6, "duty.named", omission="Có tên cơ quan nhưng không thấy động từ giao việc.")
    if "section.circumstance" in signs and not _bound(signs):
        return Verdict(False, 0.6, "duty.named", omission="Nằm trong phần thời gian, địa điểm, thành phần.")
    return Verdict(True, 0.85, "duty.subject")


def _by_verb(signs: Signs) -> Verdict | None:
    """Nobody is named here: an act under a heading that binds somebody, or in a part that assigns."""
    if "verb.first" not in signs and "time.dated" in signs and "role.report" in signs and "kind.heading" not in signs:
        return Verdict(True, 0.8, "duty.sending")
    if "verb.first" not in signs:
        return (
            Verdict(False, 0.6, "duty.time", omission="Có thời hạn nhưng không thấy việc phải làm.")
            if "time.dated" in signs
            else None
        )
    if "kind.heading" in signs:
        return None
    if "actor.inherited" in signs:
        return Verdict(True, 0.85, "duty.inherited")
    if "headless" in signs:
        return Verdict(False, 0.6, "duty.headless", omission="Phần văn bản rời, không nêu ai phải làm.")
    if "kind.item" in signs and ("section.assign" in signs or "section.none" in signs):
        return Verdict(True, 0.65, "duty.unnamed", ("Văn bản không nêu ai phải làm việc này.",))
    if "time.dated" in signs or "role.report" in signs:
        return Verdict(True, 0.6, "duty.unnamed", ("Văn bản không nêu ai phải làm việc này.",))
    return Verdict(False, 0.5, "duty.unnamed", omission="Có động từ giao việc nhưng không nêu ai phải làm.")
