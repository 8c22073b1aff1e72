"""The paper of R3 and small plans, built through the models as the loader builds them."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.indicator import AnyIndicator
from dxkpi.core.report import Report, Scope, build_report
from tests.build import RATINGS, finals, plan_of

_INDICATOR: TypeAdapter[Any] = TypeAdapter(AnyIndicator)
R3 = FiscalYear(2021)

SOURCE = {"document": "r3-progress", "page": "7"}

SMALL: dict[str, Any] = {
    "plan": "p",
    "name": "計画",
    "adopted": "2019-09",
    "target_year": "R3",
    "method": {"formula": "distance", "against": "target"},
    "ratings": RATINGS,
    "suspended": {"label": "進捗管理の停止", "group": "その他", "in_denominator": "true"},
    "sections": [{"id": "s", "name": "分野"}],
}

CHIBA: dict[str, Any] = SMALL | {
    "plan": "chiba-ict",
    "name": "千葉県ICT利活用戦略",
    "sections": [
        {
            "id": "hakyu",
            "name": "波及効果プロジェクト",
            "title": "波及効果の高いプロジェクト",
            "indicators": "12",
            "subsections": [{"id": "gyomu", "name": "ICTを活用した庁内業務の効率化"}],
        },
        {"id": "kobetsu", "name": "個別施策", "indicators": "48"},
        {"id": "dodai", "name": "土台づくり", "title": "推進を支える土台づくり", "indicators": "8"},
    ],
    "tables": [["hakyu"], ["kobetsu", "dodai"]],
    "causes": [
        {"id": "covid", "label": "新型コロナウイルス感染症の影響が大きいと思われるもの"},
        {"id": "other", "label": "その他の理由"},
    ],
    "undisclosed": [
        {"section": "kobetsu", "rating": "achieved", "count": "36", "source": SOURCE},
        {"section": "dodai", "rating": "achieved", "count": "7", "source": SOURCE},
    ],
    "published": {
        "R3": {
            "source": SOURCE,
            "counts": {
                "hakyu": {"achieved": "7", "from60": "1", "from30": "1", "below30": "2", "suspended": "1"},
                "kobetsu": {"achieved": "36", "from60": "2", "from30": "0", "below30": "10"},
                "dodai": {"achieved": "7", "from60": "0", "from30": "0", "below30": "1"},
            },
        }
    },
    "documents": {"r3-progress": {"title": "令和3年度 進捗状況について", "publisher": "千葉県", "date": "2022-03"}},
}


def indicator(**fields: Any) -> DeclaredIndicator:
    """A declared indicator; what is not given is that of a small absolute one of plan p."""
    given = {"id": "x", "name": "指標", "plan": "p", "section": "s", "unit": "件", "direction": "absolute"} | fields
    if given["unit"] is None:
        del given["unit"]
    return DeclaredIndicator(f"indicators/{given['id']}.yaml", _INDICATOR.validate_python(given))


def absolute(name: str, target: str, actual: str, unit: str = "件", /, **fields: Any) -> DeclaredIndicator:
    """`actual` is `year status value`."""
    return indicator(name=name, unit=unit, target={"value": target}, actuals=_actual(actual), **fields)


def increase(name: str, start: str, actual: str, unit: str = "件", /, **fields: Any) -> DeclaredIndicator:
    return indicator(
        name=name, unit=unit, direction="increase", baseline={"value": start}, actuals=_actual(actual), **fields
    )


def _actual(written: str) -> dict[str, Any]:
    year, status, value = written.split(" ")
    return {year: {"value": value, "status": status, "source": SOURCE}}


def _hakyu() -> list[DeclaredIndicator]:
    own = {"plan": "chiba-ict", "section": "hakyu"}
    zero = {"baseline": {"value": "0"}, "assumed": {"baseline": "新規の取組として0とした"}}
    higher = {"better": "higher"}
    return [
        indicator(
            id="telework", name="テレワーク実施者数", unit="人", target={"value": "280"}, better="higher",
            actuals={"R3": {"value": "36821", "status": "実績", "period": {"from": "2021-04", "to": "2021-08"}}}, **own,
        ),
        absolute("新たに業務効率化を進めた取組数", "5", "R3 見込 7", id="a2", **own, **higher),
        absolute("WEB会議機能を利用した人数", "1000", "R3 見込 131704", "人", id="a3", **own, **higher),
        absolute("産総研デザインスクールへの参加校数", "1", "R3 実績 1", "校", id="a4", **own, **higher),
        increase("プログラミング指導をする人数", "25", "R3 実績 26", "名", id="a5", **own),
        increase("特別非常勤講師の人数", "9", "R3 実績 14", "名", id="a6", **own),
        increase("ICT関連訓練科の就職率", "89", "R2 実績 100", "%", id="a7", **own),
        absolute("RPA導入により削減した作業時間", "6000", "R3 実績 5445", "時間", id="rpa-hours", **own, **zero,
                 unmet={"R3": {"reason": "適性が想定より低かった"}}),
        absolute("業務改革に資する取組の数", "8", "R3 見込 4", id="a9", **own, **zero),
        absolute("ICT活用を指導する教員の割合", "100", "R3 見込 73.5", "%", id="teachers", **own, **higher),
        indicator(
            id="jobs", name="情報系コースの就職率", unit="%", target={"value": "75.0"}, better="higher",
            actuals={"R3": {"value": "68.0", "status": "時点", "as_of": "2021-12"}}, **own,
        ),
        indicator(
            id="procedures", name="電子化済みの手続数", unit="手続", target={"value": "150"}, better="higher",
            suspended={"since": "R3", "reason": "調査の結果を基に把握する", "successor": "様式単位の把握"}, **own,
        ),
    ]  # fmt: skip


def _others() -> list[DeclaredIndicator]:
    own = {"plan": "chiba-ict", "section": "kobetsu"}
    higher, lower = {"better": "higher"} | own, {"better": "lower"} | own
    covid = {"unmet": {"R3": {"cause": "covid"}}}
    other = {"unmet": {"R3": {"cause": "other"}}}
    return [
        absolute("年間用紙使用量", "365241", "R2 速報 437322", "千枚", id="paper", **lower, **covid),
        increase("ちば医療ナビ", "65667", "R3 見込 35406", "件/月", id="navi", **own, **covid),
        absolute("ちばりすネット", "9000", "R3 見込 7500", id="resu", **higher, **covid),
        increase("応需情報", "103222", "R3 見込 96898", id="ouju", **own, **covid),
        absolute("働き方改革アドバイザー派遣企業数", "25", "R3 見込 20", "社", id="adviser", **higher, **other),
        increase("施設予約システムの共同利用団体数", "12", "R3 実績 12", "団体", id="yoyaku", **own, **other),
        absolute("ちば情報マップへの掲載マップ数", "100", "R3 見込 99", "地図", id="map", **higher, **other),
        absolute("ふさの国文化財ナビ", "70000", "R3 見込 65738", id="fusa", **higher, **other),
        absolute("指定文化財等の数", "70", "R3 見込 51", id="bunka", **higher, **other),
        indicator(
            id="kaigo", name="介護職員の離職率", unit="%", direction="reference", baseline={"value": "16.9"},
            target={"reference": {"name": "全産業の離職率", "value": "12.0", "year": "H28"}},
            actuals=finals(R3="19.9"), **own, **other,
        ),
        indicator(
            id="forest", name="森林クラウドを利用する団体数", unit="団体", direction="composite",
            target={"parts": {"県": "1", "市町村": "52", "林業事業体": "13"}, "rule": "sum"},
            actuals={"R3": {"parts": {"県": "1", "市町村": "52", "林業事業体": "2"}, "status": "実績"}},
            **higher, **other,
        ),
        absolute("分娩間隔", "419", "R3 見込 447", "日", id="bunben", **lower, **other),
        indicator(
            id="needs", name="ニーズ把握の体制整備", unit=None, direction="milestone",
            target={"steps": ["相談窓口等の設置"]}, actuals={"R3": {"done": [], "text": "未整備", "status": "実績"}},
            assumed={"section": "資料は分野を記していない"}, plan="chiba-ict", section="dodai", **other,
        ),
    ]  # fmt: skip


def chiba_report(scope: Scope | None = None, **changes: Any) -> Report:
    """The report of R3; `changes` to the plan."""
    return build_report(plan_of(CHIBA | changes), chiba_indicators(), R3, scope)


@cache
def chiba_indicators() -> tuple[DeclaredIndicator, ...]:
    """The indicators of the paper."""
    return (*_hakyu(), *_others())


def small_report(*indicators: DeclaredIndicator, scope: Scope | None = None, **changes: Any) -> Report:
    """A report of R3 of a plan of one section."""
    return build_report(plan_of(SMALL | changes), indicators, R3, scope)
