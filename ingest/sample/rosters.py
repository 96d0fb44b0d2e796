"""Who registered for the sessions that keep a roster, and who came.

rosters.csv says who fills each roster (its mode) and which part of a pool of companies comes.

Here belongs: the truth of the log `seminar_attendance`. Not here: the sessions (sessions).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import draw, generator, scatter
from ingest.sample.days import YEARS
from ingest.sample.frames import coded, filled
from ingest.sample.register import described, pool
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Integers

NO_SHOW = 0.08
UNIVERSITIES = ("北九州市立大学", "九州工業大学", "早稲田大学")
ATTENDS = 0.85


def session_ids(prefix: str, year: int, n: int, after: int = 0) -> pl.Series:
    """Return the numbers of n sessions of a programme in a year."""
    return coded(f"{prefix}{year % 100}-", range(after + 1, after + n + 1), 2)


@cache
def attendances() -> pl.DataFrame:
    """Return all rows of all rosters, numbered by programme and year."""
    prefixes = dict(table("sessions").select("programme", "prefix").iter_rows())
    return pl.concat(
        [
            _numbered(line["programme"], prefixes[line["programme"]], year)
            for line in table("rosters").iter_rows(named=True)
            for year in YEARS
        ]
    )


def _numbered(programme: str, prefix: str, year: int) -> pl.DataFrame:
    rng = generator("attendances", programme, year)
    rows = roster(programme, year)
    assert rows is not None
    sessions = session_ids(prefix, year, plan.count(f"{programme}.sessions", year))
    n = rows.height
    names = described(rows.select("_company", text="company_name"), name="official")
    in_city = np.where(
        names["_ward"].is_null().to_numpy(),
        rng.random(n) < 0.85,
        (names["_ward"] != "outside").fill_null(value=True).to_numpy(),
    )
    return rows.with_columns(
        attendance_id=coded(f"{prefix}{year % 100}-A", range(1, n + 1), 3),
        session_id=sessions[rows["_session"]],
        attendee_name=pl.concat_str(pl.lit("参加者"), "_person"),
        company_name=names.select(pl.coalesce("official", "text")).to_series(),
        corporate_number=names["corporate_number"],
        in_city=pl.Series(in_city).set(pl.Series(rng.random(n) < 0.06), None),
        _programme=pl.lit(programme),
    ).drop("_session", "_person")


def heads(rows: pl.DataFrame, programme: str, year: int) -> Integers:
    """Return how many attended each session of a roster."""
    attended = rows.filter(status="attended")["_session"].to_numpy()
    return np.bincount(attended, minlength=plan.count(f"{programme}.sessions", year))


@cache
def roster(programme: str, year: int) -> pl.DataFrame | None:
    """Return the roster rows of a programme in a year, null for programmes that keep none.

    Columns: _session (0 is the first), _person, attendee_kind, _company, company_name, status.
    """
    lines = table("rosters").filter(programme=programme)
    if lines.is_empty():
        return None
    line = lines.row(0, named=True)
    modes = {
        "companies": _companies,
        "offsite": _offsite,
        "conference": _conference,
        "workshop": _workshop,
        "startup": _startup,
    }
    return modes[line["mode"]](generator("roster", programme, year), line, year)


def _rows(session: Integers, kind: Any, company: Any = None, **more: Any) -> pl.DataFrame:
    """Return one row per seat; everybody attended unless told otherwise."""
    columns = {
        "_session": session,
        "attendee_kind": kind,
        "_company": company,
        "company_name": None,
        "status": "attended",
        "_person": None,
        **more,
    }
    return filled(session.size, **columns)


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Put parts together by session and number the people."""
    return (
        pl.concat(parts)
        .sort("_session", maintain_order=True)
        .with_columns(_person=pl.coalesce("_person", pl.int_range(1, pl.len() + 1)))
    )


def _chosen(rng: np.random.Generator, line: dict[str, Any], n: int) -> Integers:
    known = pool(line["pool"], line["pool_to"])[line["pool_from"] :]
    chosen: Integers = rng.choice(known, n, replace=False)
    return chosen


def _seats(
    rng: np.random.Generator, people: int, firms: Integers, sessions: int
) -> tuple[Integers, Integers]:
    """Return session and company of each person, so that every company and session is there."""
    if firms.size >= sessions:
        per_firm = 1 + scatter(rng, people - firms.size, firms.size)
        return np.repeat(np.arange(firms.size) % sessions, per_firm), np.repeat(firms, per_firm)
    per_session = scatter(rng, people, sessions, least=2)
    hosts = firms[np.arange(sessions) % firms.size]
    return np.repeat(np.arange(sessions), per_session), np.repeat(hosts, per_session)


def _no_shows(rng: np.random.Generator, session: Integers, firms: Integers) -> pl.DataFrame:
    """Return people of the same companies who did not come after all."""
    n = int(rng.binomial(session.size, NO_SHOW))
    who = rng.integers(0, session.size, n)
    return _rows(session[who], "company", firms[who], status=draw(rng, "no_show", "status", n))


def _people(line: dict[str, Any], year: int) -> int:
    if line["pool"] != "school":
        return plan.count(line["people_key"], year)
    names = ["school_digital.participants", "school_robot.participants"]
    return plan.parts("school.participants", names, year)[names.index(line["people_key"])]


def _companies(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """Company people only; as many different companies as planned."""
    firms = _chosen(rng, line, plan.count(line["companies_key"], year))
    sessions = plan.count(f"{line['programme']}.sessions", year)
    session, company = _seats(rng, _people(line, year), firms, sessions)
    return _joined([_rows(session, "company", company), _no_shows(rng, session, company)])


def _offsite(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """Students and the people of the companies that they meet."""
    sessions = plan.count("offsite_meeting.sessions", year)
    firms = _chosen(rng, line, plan.count(line["companies_key"], year))
    session, company = _seats(rng, firms.size * 3 // 2, firms, sessions)
    students = plan.count(line["people_key"], year)
    spread = np.repeat(np.arange(sessions), scatter(rng, students, sessions, least=5))
    school = pl.Series(UNIVERSITIES)[rng.integers(0, 3, students)]
    return _joined(
        [
            _rows(session, "company", company),
            _rows(spread, "student", company_name=school),
            _no_shows(rng, session, company),
        ]
    )


def _conference(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One large event; many register and stay away."""
    came = plan.count(line["people_key"], year)
    n = plan.count(line["companies_key"], year)
    kind = draw(rng, "conference", "attendee_kind", n)
    company = pl.Series(rng.choice(pool(line["pool"], line["pool_to"]), n))
    status = rng.choice(["absent", "registered"], n, p=[0.8, 0.2])
    status[:came] = "attended"
    return _joined(
        [
            _rows(
                np.zeros(n, dtype=np.int64),
                kind,
                company.set(kind != "company", None),
                status=rng.permutation(status),
            )
        ]
    )


def _workshop(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """Pupils with some of their guardians."""
    sessions = plan.count("future_workshop.sessions", year)
    parts = [
        _rows(
            np.repeat(np.arange(sessions), scatter(rng, plan.count(line[key], year), sessions)),
            kind,
        )
        for key, kind in (("people_key", "pupil"), ("companies_key", "guardian"))
    ]
    return _joined(parts)


def _startup(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """The same people in every session of the year, each missing some."""
    people = plan.count(line["people_key"], year)
    sessions = plan.count("startup_school.sessions", year)
    came = rng.random((people, sessions)) < ATTENDS
    came[np.arange(people), rng.integers(0, sessions, people)] = True
    person, session = np.indices(came.shape).reshape(2, -1)
    kind = draw(rng, "startup", "attendee_kind", people)[person]
    company = pl.Series(_chosen(rng, line, people)[person]).set(kind != "company", None)
    return _joined(
        [
            _rows(
                session,
                kind,
                company,
                _person=person + 1,
                status=np.where(came.ravel(), "attended", "absent"),
            )
        ]
    )
