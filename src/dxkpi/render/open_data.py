"""The open data of the site as files: CSV, and a data package (2.0) that describes them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.render.csv import csv_bytes
from dxkpi.render.plain import plain
from dxkpi.render.views.fields import Field
from dxkpi.render.views.open_data import TABLES, OpenTable, tables

FOLDER = "data"
PACKAGE = f"{FOLDER}/datapackage.json"
DESCRIPTION = (
    "計画の成果指標（KPI）の値、目標、年度ごとの達成率と達成区分、分野別の件数。"
    "公表した年度だけを含む。文章による理由と注記、正確な比は、年度ごとの JSON にある。"
)


def open_data(site: SiteOutcome) -> Iterator[tuple[str, bytes]]:
    """Yield the files by their names on the site, the package last."""
    codes = _codes(site)
    resources = []
    for table in tables(site):
        content = csv_bytes([field.name for field in table.fields], table.rows(site))
        yield f"{FOLDER}/{table.file}", content
        resources.append(_resource(table, content, codes))
    package = json.dumps(_package(site, resources), ensure_ascii=False, indent=2)
    yield PACKAGE, f"{package}\n".encode()


def dataset(site: SiteOutcome) -> dict[str, Any]:
    """Return what search engines for data read of the page about it (schema.org/Dataset)."""
    years = [shown.year for _, shown in site.years]
    span = {"temporalCoverage": f"{min(years).start}-04-01/{max(years).start + 1}-03-31"} if years else {}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": plain(site.title),
        "description": DESCRIPTION,
        **({"creator": {"@type": "Organization", "name": plain(site.publisher)}} if site.publisher else {}),
        **span,
        **_place(site),
        **_standing(site),
        "isAccessibleForFree": True,
    }


def _place(site: SiteOutcome) -> dict[str, Any]:
    """Return the region that the data are about, where its code or the one name of all plans tells it."""
    code, names = site.declared.region_code, {shown.plan.plan.government or "" for shown in site.plans}
    name = names.pop() if len(names) == 1 else ""
    facts = {**({"name": plain(name)} if name else {}), **({"identifier": code} if code else {})}
    return {"spatialCoverage": {"@type": "Place", **facts}} if facts else {}


def _standing(site: SiteOutcome) -> dict[str, Any]:
    """Return where the data stand, and the terms of their use."""
    base, licence = site.declared.base, site.declared.license
    terms = {"license": licence.url} if licence else {}
    if base is None:
        return terms
    files = [(f"{FOLDER}/{table.file}", "text/csv") for table in TABLES] + [(PACKAGE, "application/json")]
    distribution = [
        {"@type": "DataDownload", "contentUrl": base + name, "encodingFormat": kind} for name, kind in files
    ]
    return {**terms, "url": f"{base}data.html", "distribution": distribution}


def _codes(site: SiteOutcome) -> dict[str, list[str]]:
    """Return every code of each column, in order."""
    table = next(table for table in TABLES if table.name == "codes")
    found: dict[str, dict[str, None]] = {}
    for row in table.rows(site):
        found.setdefault(str(row["column"]), {})[str(row["code"])] = None
    return {column: list(codes) for column, codes in found.items()}


def _resource(table: OpenTable, content: bytes, codes: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": table.file,
        "title": f"一行が{table.subject}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {"fields": [_field(field, codes) for field in table.fields], "missingValues": [""]},
    }


def _field(field: Field, codes: Mapping[str, list[str]]) -> dict[str, Any]:
    facts = {"name": field.name, "title": field.title, "description": field.meaning, "type": field.type}
    known = codes.get(field.name, []) if field.coded else []
    return {**facts, **({"constraints": {"enum": known}} if known else {})}


def _package(site: SiteOutcome, resources: list[dict[str, Any]]) -> dict[str, Any]:
    data_revision, licence = site.revision, site.declared.license
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dxkpi-open-data",
        "title": plain(site.title),
        "description": DESCRIPTION,
        **({"version": data_revision.commit, "created": f"{data_revision.day}T00:00:00Z"} if data_revision else {}),
        **({"contributors": [{"title": plain(site.publisher), "roles": ["publisher"]}]} if site.publisher else {}),
        "sources": [
            {"title": plain(document.title)}
            for shown in site.plans
            if shown.years
            for document in shown.plan.plan.documents.values()
        ],
        **({"licenses": [{"name": licence.value, "path": licence.url, "title": licence.called}]} if licence else {}),
        **({"homepage": site.declared.base} if site.declared.base else {}),
        "resources": resources,
    }
