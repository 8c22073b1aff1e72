"""The output of `dxkpi sheet in`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.basis.record import Status
from dxkpi.core.collection.answer import Rejection
from dxkpi.core.collection.ask import Ask, CollectionStatus, Round, Want
from dxkpi.core.departments import Department
from dxkpi.core.outcomes.sheet import ReadBook, SheetInOutcome, StatusOutcome, Taken
from dxkpi.render.json_v1.base import Count, Out, WrittenDate, YearOut, date_or_none, readable
from dxkpi.render.json_v1.diff import DiffOut


class BookOut(Out):
    """A file of answers."""

    file: str = Field(title="ファイル")
    owner: str | None = Field(title="送った先の担当（分からないとき null）")
    made: str | None = Field(title="作った日（分からないとき null）")
    answered_by: str | None = Field(title="回答者（書かれていないとき null）")
    checked: str | None = Field(title="課内の確認（書かれていないとき null）")
    asked: Count = Field(title="求めた答えの数")
    written: Count = Field(title="書き込む答えの数")
    already: Count = Field(title="データにもうある答えの数")
    refused: Count = Field(title="書けない答えの数")
    unanswered: list[str] = Field(title="答えのない指標の名称")

    @classmethod
    def of(cls, book: ReadBook) -> "BookOut":
        return cls(
            file=readable(book.file),
            owner=book.owner or None,
            made=book.made or None,
            answered_by=readable(book.answered_by) or None,
            checked=readable(book.checked) or None,
            asked=book.asked,
            written=book.written,
            already=book.already,
            refused=book.refused,
            unanswered=[name for _, name in book.unanswered],
        )


class RefusedOut(Out):
    """An answer, a row or a file that was not taken."""

    code: str = Field(title="規則の番号", pattern="^KPI[0-9]{3}$")
    file: str = Field(title="ファイル")
    sheet: str | None = Field(title="シート（ファイル全体のことなら null）")
    cell: str | None = Field(title="セルか範囲（シート全体のことなら null）")
    name: str | None = Field(title="指標の名称（分からないとき null）")
    message: str = Field(title="何があり、どうすればよいか")

    @classmethod
    def of(cls, rejection: Rejection) -> "RefusedOut":
        return cls(
            code=rejection.rule.code,
            file=readable(rejection.cell.file),
            sheet=rejection.cell.sheet or None,
            cell=rejection.cell.at or None,
            name=rejection.name or None,
            message=rejection.message,
        )


class SaidOut(Out):
    """The text under a heading of remarks."""

    heading: str = Field(title="見出し")
    text: str = Field(title="文章")


class TakenOut(Out):
    """An answer that is written."""

    plan: str = Field(title="計画の id")
    indicator: str = Field(title="指標の id")
    year: YearOut = Field(title="年度")
    status: Status | None = Field(title="値の別（値を書かないとき null）")
    cause: str | None = Field(title="要因の id")
    reason: str | None = Field(title="達していない理由")
    pending: bool = Field(title="集計中と書くか")
    until: WrittenDate | None = Field(title="値の出る時期")
    rating: str | None = Field(title="自己評価の区分の id（書かないとき null）")
    remarks: list[SaidOut] = Field(title="所見（課題、今後の取組など）")

    @classmethod
    def of(cls, taken: Taken) -> "TakenOut":
        answer = taken.answer
        value, reason, pending = answer.value, answer.reason, answer.pending
        return cls(
            plan=taken.plan.plan.plan,
            indicator=taken.declared.indicator.id,
            year=YearOut.of(taken.year),
            status=value.status if value else None,
            cause=reason.cause if reason else None,
            reason=reason.reason if reason else None,
            pending=pending is not None,
            until=date_or_none(pending.until if pending else None),
            rating=answer.rating.rating if answer.rating else None,
            remarks=[SaidOut(heading=own.heading, text=own.text) for own in answer.remarks],
        )


class SheetInOut(Out):
    """The changes that the answers of departments make."""

    format: Literal["dxkpi-sheet/1"] = Field(title="形式と版")
    books: list[BookOut] = Field(title="読んだファイル")
    refused: list[RefusedOut] = Field(title="書けないもの")
    taken: list[TakenOut] = Field(title="書き込む答え")
    notes: list[str] = Field(title="そのまま写さずに読んだもの")
    cautions: list[str] = Field(title="個人の名前や連絡先に見える文")
    writes: bool = Field(title="この示し方で書き込めるか")
    diff: DiffOut | None = Field(title="データの違い（dxkpi diff と同じ。何も変わらないとき null）")

    @classmethod
    def of(cls, outcome: SheetInOutcome) -> "SheetInOut":
        return cls(
            format="dxkpi-sheet/1",
            books=[BookOut.of(book) for book in outcome.books],
            refused=[RefusedOut.of(rejection) for rejection in outcome.refused],
            taken=[TakenOut.of(taken) for taken in outcome.taken],
            notes=list(outcome.notes),
            cautions=list(outcome.cautions),
            writes=outcome.writes,
            diff=DiffOut.of(outcome.diff) if outcome.diff else None,
        )


class AskOut(Out):
    """The state of the answer about an indicator."""

    id: str = Field(title="指標の id")
    number: str | None = Field(title="計画での番号")
    name: str = Field(title="指標の名称")
    owner: str | None = Field(title="担当")
    standing: CollectionStatus = Field(title="どこまで来たか")
    overdue: bool = Field(title="期限か、約束した時期を過ぎたか")
    promised: WrittenDate | None = Field(title="値の出る時期（集計中のとき）")
    reason_owed: bool = Field(title="達していない理由がまだないか")
    rating_owed: bool = Field(title="確定した値に、自己評価がまだないか")
    actual_status: Status | None = Field(title="いまある値の別（なければ null）")
    contact: str | None = Field(title="担当の連絡先（departments.yaml にないとき null）")
    mail: str | None = Field(title="担当のメール（departments.yaml にないとき null）")

    @classmethod
    def of(cls, collection: Round, ask: Ask, department: Department | None) -> "AskOut":
        indicator, pending = ask.declared.indicator, ask.declared.indicator.awaited(collection.year)
        return cls(
            id=indicator.id,
            number=indicator.number,
            name=indicator.name,
            owner=indicator.owner,
            standing=ask.standing,
            overdue=collection.overdue(ask),
            promised=date_or_none(pending.until if pending else None),
            reason_owed=Want.REASON in ask.wants,
            rating_owed=Want.RATING in ask.wants,
            actual_status=ask.now.actual.status if ask.now else None,
            contact=department.contact if department else None,
            mail=department.mail if department else None,
        )


class RoundOut(Out):
    """The state of the answers to a plan about values of one status."""

    plan: str = Field(title="計画の id")
    wanted: Status = Field(title="求める値の別")
    deadline: WrittenDate | None = Field(title="期限（ないとき null）")
    days_late: Count = Field(title="期限を過ぎた日数（過ぎていなければ 0）")
    asks: list[AskOut] = Field(title="指標ごとに")


class StatusOut(Out):
    """The departments that have answered, and those that still owe answers."""

    format: Literal["dxkpi-status/1"] = Field(title="形式と版")
    year: YearOut = Field(title="年度")
    today: WrittenDate = Field(title="いつの時点で見たか")
    overdue: bool = Field(title="期限か約束を過ぎたものがあるか")
    rounds: list[RoundOut] = Field(title="計画と、求める値の別ごとに。期限を過ぎたものから")

    @classmethod
    def of(cls, outcome: StatusOutcome) -> "StatusOut":
        return cls(
            format="dxkpi-status/1",
            year=YearOut.of(outcome.year),
            today=str(outcome.today),
            overdue=outcome.overdue,
            rounds=[
                RoundOut(
                    plan=collection.plan.plan.plan,
                    wanted=collection.wanted,
                    deadline=str(collection.day) if collection.day else None,
                    days_late=max(collection.late, 0),
                    asks=[AskOut.of(collection, ask, outcome.departments.of(ask.owner)) for ask in collection.asks],
                )
                for collection in outcome.rounds
            ],
        )
