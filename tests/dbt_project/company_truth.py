"""Companies that are known, and how offices would have written them: the truth to resolve against.

Shares no word list and no code with the resolver. Shares of oddities are at least those that the
resolution promises to bear: branches, honorifics, typos beside a number, namesakes.
"""

import random
from dataclasses import dataclass

import polars as pl

FORMS = {
    "株式会社": ["株式会社", "(株)"],
    "有限会社": ["有限会社", "(有)"],
    "合同会社": ["合同会社", "(同)"],
    "": [""],
}
WORDS = (
    "響光洋芙蓉皿倉帆柱紫川到津洞海曽根槻田枝光足立高見葛原守恒徳力城野熊谷片野今町白銀赤坂砂津富野"
)
TRADES = ["製作所", "商会", "電機", "フーズ", "建設", "運輸", "工房", "印刷", "デザイン", "化学"]
WARDS = [
    "moji",
    "kokurakita",
    "kokuraminami",
    "wakamatsu",
    "yahatahigashi",
    "yahatanishi",
    "tobata",
]
PLACES = ["小倉", "八幡西", "北九州", "福岡", "九州", "関西", "東京", "門司区", "下関市", "大分"]
TOWNS = ["本町", "浅野", "朝日ヶ丘", "駅前"]
BRANCHES = ["支店", "営業所", "支社", "工場", "事業所"]
LOGS = ["consultation", "expert_dispatch", "subsidy_application", "seminar_attendance", "outcome"]
BRANCH, HONORIFIC, TYPO, NAMESAKE = 0.07, 0.05, 0.05, 0.04
UNNUMBERED, NUMBER_WRITTEN, WARD_WRITTEN = 0.2, 0.6, 0.9


@dataclass(frozen=True)
class Company:
    """A company as it is."""

    name: str
    form: str
    number: str | None
    ward: str
    has_namesake: bool


def companies(chance: random.Random, size: int) -> list[Company]:
    """So many companies, a share of them in pairs of one name in two wards."""
    found: list[Company] = []
    names: set[str] = set()
    while len(found) < size:
        name = "".join(chance.sample(WORDS, 3)) + chance.choice(TRADES)
        if name in names:
            continue
        names.add(name)
        form = chance.choices(list(FORMS), [60, 20, 10, 10])[0]
        wards = chance.sample(WARDS, 2)
        is_pair = chance.random() < NAMESAKE / 2
        for ward in wards if is_pair else wards[:1]:
            has_number = is_pair or chance.random() >= UNNUMBERED
            number = f"{len(found) + 1:013d}" if has_number else None
            found.append(Company(name, form, number, ward, is_pair))
    return found


def mentions(seed: int, size: int) -> pl.DataFrame:
    """One row per record in random order: log, record_id, name, corporate_number, ward, truth.

    A namesake's record that says neither number nor ward means nobody: its truth is its own.
    """
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    rows = [
        {"truth": truth, "has_namesake": company.has_namesake, **_written(chance, company)}
        for truth, company in enumerate(companies(chance, size))
        for _ in range(chance.randint(1, 10))
    ]
    chance.shuffle(rows)
    types = {"ward": pl.String, "corporate_number": pl.String}
    table = pl.DataFrame(rows, schema_overrides=types).with_row_index("record_id")
    says_nothing = pl.col("corporate_number").is_null() & pl.col("ward").is_null()
    means_nobody = pl.col("has_namesake") & says_nothing
    truth = pl.when(means_nobody).then(-1 - pl.col("record_id").cast(pl.Int64))
    return table.with_columns(
        pl.col("record_id").cast(pl.String), truth=truth.otherwise(pl.col("truth"))
    )


def _written(chance: random.Random, company: Company) -> dict[str, str | None]:
    log = chance.choice(LOGS)
    number = company.number if chance.random() < NUMBER_WRITTEN else None
    name = company.name
    if number and chance.random() < TYPO:
        place = chance.randrange(len(name))
        name = name[:place] + chance.choice("仝々ヱヰ") + name[place + 1 :]
    form = chance.choice(FORMS[company.form])
    is_ahead = chance.random() < 0.5
    text = form + name if is_ahead else name + chance.choice(["", "　"]) + form
    if chance.random() < BRANCH:
        text += _branch(chance, is_behind_form=bool(form) and not is_ahead)
    if chance.random() < HONORIFIC:
        text += chance.choice([" 御中", "御中", "様", "　様"])
    has_ward = log == "consultation" and chance.random() < WARD_WRITTEN
    ward = company.ward if has_ward else None
    return {"log": log, "name": text, "corporate_number": number, "ward": ward}


def _branch(chance: random.Random, *, is_behind_form: bool) -> str:
    branch = chance.choice(BRANCHES)
    if chance.random() < 0.5:
        return chance.choice([" ", "　"]) + chance.choice(PLACES + TOWNS) + branch
    return chance.choice(PLACES + TOWNS if is_behind_form else PLACES) + branch


def pairwise(found: pl.DataFrame) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of records; columns truth and company_key.

    A record without a key is in no pair.
    """
    keyed = found.drop_nulls("company_key")
    both = _pairs(keyed, ["truth", "company_key"])
    precision = both / max(_pairs(keyed, ["company_key"]), 1)
    recall = both / max(_pairs(found, ["truth"]), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _pairs(rows: pl.DataFrame, by: list[str]) -> float:
    sizes = rows.group_by(by).len()["len"].cast(pl.Float64)
    return float((sizes * (sizes - 1) / 2).sum())
