"""Refusals of a change request: a closed set, worded by whoever knows where it was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from dxkpi.app.select import among, unknown_status
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import Absent, not_a_value
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip, nearest


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The text of a `field` that is no number or day."""

    field: Literal["value", "part", "page", "as_of", "known", "until"]
    misspelt: Misspelt


@dataclass(frozen=True, slots=True)
class OddPart:
    """A part that is not `name=number`."""

    written: str


@dataclass(frozen=True, slots=True)
class PageAlone:
    """A page without its document."""


@dataclass(frozen=True, slots=True)
class NoOrigin:
    """Nobody reports it and no document has it; the plan has `documents`."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownDocument:
    """A document that the plan does not have."""

    wanted: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """A value of an indicator that shares the actuals of another one, the `holder`, and has none itself."""

    indicator: str
    holder: str
    year: FiscalYear


@dataclass(frozen=True, slots=True)
class NothingToCorrect:
    """A correction of a value that there is not."""

    year: FiscalYear
    status: str


@dataclass(frozen=True, slots=True)
class AsFirm:
    """A value of the year that is as firm as the new one, or firmer, is there already."""

    year: FiscalYear
    status: Status


@dataclass(frozen=True, slots=True)
class SameDay:
    """A value of the same status is there already that became known on the same day."""

    year: FiscalYear
    status: str
    known: Day | None


@dataclass(frozen=True, slots=True)
class NoValue:
    """The value that the direction of the indicator needs is missing; `other` was given in its place."""

    key: Literal["value", "parts", "done", "text"]
    names: tuple[str, ...] = ()
    other: bool = False


@dataclass(frozen=True, slots=True)
class HasFinal:
    """The final value of a year of which it is said that there is none yet."""

    year: FiscalYear


@dataclass(frozen=True, slots=True)
class NoStatus:
    """A value without its status."""


@dataclass(frozen=True, slots=True)
class UnknownStatus:
    """A status that there is not."""

    written: str


@dataclass(frozen=True, slots=True)
class UnknownCause:
    """A cause that the plan does not have."""

    written: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A state or a rating that the plan does not have."""

    field: Literal["state", "rating"]
    written: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodyJudges:
    """A rating without the people who gave it."""


@dataclass(frozen=True, slots=True)
class SuspendedAlready:
    """The end of tracking of an indicator that has ended already."""

    indicator: str


Refusal = (
    Unreadable
    | OddPart
    | PageAlone
    | NoOrigin
    | UnknownDocument
    | HeldElsewhere
    | NothingToCorrect
    | AsFirm
    | SameDay
    | NoValue
    | HasFinal
    | NoStatus
    | UnknownStatus
    | UnknownCause
    | UnknownName
    | NobodyJudges
    | SuspendedAlready
)


class ChangeRefused(Exception):
    """A change request cannot be carried out."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


_VALUES = {"value", "part"}
_INSTEAD: Mapping[Absent | None, str] = {
    Absent.WAITING: "まだない値は書かず、--value と --status の代わりに --pending（いつ出るかは --until）で書く",
    Absent.STOPPED: "取組をやめたのなら --suspend と --reason で停止を書き、"
    "計画に状態があれば --state で、その年度の状態を書く",
}


def in_options(refusal: Refusal) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence each
    """Return the sentence for someone who asked with the options of `dxkpi set`."""
    match refusal:
        case Unreadable(field, misspelt):
            advice = misspelt.advice or _INSTEAD.get(not_a_value(misspelt.found) if field in _VALUES else None, "")
            advice = f"。{advice}" if advice else ""
            return f"--{field.replace('_', '-')}: {misspelt}{advice}"
        case OddPart(written):
            return f"--part: 「{clip(written)}」は「名前=値」（例 県=1）ではない"
        case PageAlone():
            return "--page には、どの資料のページかを --document で添える"
        case NoOrigin(documents):
            return (
                "誰の報告かが示されていない。--reported（担当課の名）か、載っている資料を --document で示す。"
                f"資料で{among(documents)}"
            )
        case UnknownDocument(wanted, known):
            return f"--document: 資料「{clip(wanted)}」は計画の documents にない。{_offer(wanted, known)}"
        case HeldElsewhere(indicator, holder, year):
            return (
                f"「{indicator}」の実績値は、指標「{holder}」のファイルに書く（actuals_of）。"
                f"同じ命令の指標を替えて、dxkpi set {holder} --year {year} … とする。書けば、どちらの結果も変わる"
            )
        case NothingToCorrect(year, status):
            return f"--correct: {year.formal}に{status}の値はなく、直すものがない"
        case AsFirm(year, status):
            return (
                f"{year.formal}には、もう{status}の値がある。書き間違いを直すなら --correct を付け、"
                "後から分かった値なら --known でその日を示す"
            )
        case SameDay(year, status, known):
            return f"{year.formal}の{status}で、同じ日（{known}）に分かった値がもうある。--correct で直す"
        case NoValue("done", names):
            return f"段階の指標なので、済んだ段階を --done で示す（{_listed(names)}）"
        case NoValue("parts", names):
            return f"部分に分かれた指標なので、--part 名前=値 で示す（{_listed(names)}）"
        case NoValue("text"):
            return "数値のない指標なので、どうなったかを --text で示す"
        case NoValue(other=other):
            return "値を --value で示す" + (
                "（--done は段階の指標、--part は部分に分かれた指標に使う）" if other else ""
            )
        case NoStatus():
            return f"--status で、値の状態を示す（{_listed(Status)} のどれか）"
        case UnknownStatus(written):
            return unknown_status(written, "--status")
        case HasFinal(year):
            return (
                f"--pending: {year.formal}には、もう実績の値がある。集計中とは書かない。年度を --year で確かめる。"
                "その値が誤りなら、--value と --correct で直すか、値の行をファイルから消してから書く"
            )
        case UnknownCause(written, known):
            offer = _offer(written, known) if known else "計画の causes に先に書くか、--reason に理由を書く"
            return f"--cause: 要因「{clip(written)}」は計画の causes にない。{offer}"
        case UnknownName(field, written, known):
            what, key = ("状態", "states") if field == "state" else ("達成区分", "ratings")
            offer = _offer(written, known) if known else f"計画の {key} に、先に書く"
            return f"--{field}: {what}「{clip(written)}」は計画の {key} にない。{offer}"
        case NobodyJudges():
            return "誰の評価かを --by で示す（例 --by 所管課）"
        case SuspendedAlready(indicator):
            return f"{indicator} は、もう停止になっている。変えるならファイルを直す"
        case _:
            assert_never(refusal)


def _offer(wanted: str, known: tuple[str, ...]) -> str:
    meant = nearest(wanted, known)
    return f"「{clip(meant)}」ではないか" if meant else among(known)


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)
