"""Company names: one spelling for one name, with or without its legal form.

Expressions over text columns. Which row is which company is not decided here (companies).
"""

import polars as pl

ABBREVIATIONS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(同)": "合同会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(一社)": "一般社団法人",
    "(公社)": "公益社団法人",
    "(社)": "社団法人",
    "(一財)": "一般財団法人",
    "(公財)": "公益財団法人",
    "(財)": "財団法人",
    "(学)": "学校法人",
    "(医)": "医療法人",
    "(福)": "社会福祉法人",
    "(社福)": "社会福祉法人",
    "(独)": "独立行政法人",
    "(特非)": "特定非営利活動法人",
    "NPO法人": "特定非営利活動法人",
}
LEGAL_FORMS = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|一般社団法人|公益社団法人|社団法人"
    "|一般財団法人|公益財団法人|財団法人|学校法人|医療法人社団|医療法人財団|医療法人"
    "|社会福祉法人|宗教法人|特定非営利活動法人|国立大学法人|公立大学法人|地方独立行政法人"
    "|独立行政法人|国立研究開発法人|農事組合法人|事業協同組合|協同組合|企業組合|監査法人"
    "|税理士法人|弁護士法人|弁理士法人|司法書士法人|行政書士法人|社会保険労務士法人"
)
LABELS = ["団体", "個人", "任意団体", "グループ"]
"""What an applicant is, written where its name should stand."""
BRANCHES = "(?:支店|営業所|支社|工場|事業所)"
PLACES = (
    "門司|小倉北|小倉南|小倉|若松|八幡東|八幡西|八幡|戸畑|北九州|福岡|下関|行橋|中間|宗像"
    "|直方|飯塚|田川|久留米|大牟田|苅田|佐賀|長崎|佐世保|熊本|大分|中津|宮崎|鹿児島|沖縄|那覇"
    "|山口|宇部|広島|岡山|松山|高松|神戸|大阪|京都|名古屋|静岡|浜松|横浜|川崎|千葉|東京"
    "|さいたま|埼玉|宇都宮|新潟|金沢|仙台|札幌|北海道|東北|関東|首都圏|中部|東海|北陸|近畿"
    "|関西|中国|四国|九州|北部九州|西日本|東日本|筑豊|京築"
)


def _any_of(words: str) -> str:
    """A pattern for one of the words, the longest first."""
    return "(?:" + "|".join(sorted(words.split("|"), key=len, reverse=True)) + ")"


FORM = _any_of(LEGAL_FORMS)
PLACE = _any_of(PLACES) + "(?:市|区|県|府|都|地区)?"


def plain(text: pl.Expr) -> pl.Expr:
    """After NFKC, without outer spaces; blank is null."""
    cleaned = text.cast(pl.String).str.normalize("NFKC").str.strip_chars()
    return pl.when(cleaned != "").then(cleaned)


def _joined(text: pl.Expr) -> pl.Expr:
    """Without spaces, legal forms written out."""
    return text.str.replace_all(r"\s", "").str.replace_many(ABBREVIATIONS)


def _formless(text: pl.Expr) -> pl.Expr:
    return text.str.replace(f"^{FORM}(.+)$", "${1}").str.replace(f"^(.+?){FORM}$", "${1}")


def without_legal_form(name: pl.Expr) -> pl.Expr:
    """A name as filters compare it: 公立大学法人北九州市立大学 is 北九州市立大学."""
    return _formless(_joined(plain(name)))


def _without_branch(text: pl.Expr) -> pl.Expr:
    """Drop a branch and its place: set apart, or behind the legal form, or at a known place."""
    apart = text.str.replace(rf"^(.*\S)\s*(?:\s\S*{BRANCHES}|\(\S*{BRANCHES}\))$", "${1}")
    behind_form = _joined(apart).str.replace(f"^(.+?)({FORM}).*{BRANCHES}$", "${1}${2}")
    short = behind_form.str.replace(f"^(.+?){PLACE}{BRANCHES}$", "${1}")
    is_name = short.str.contains(f"^{FORM}?$").not_()
    return pl.when(is_name).then(short).otherwise(_joined(text))


def name_key(name: pl.Expr) -> pl.Expr:
    """One text for one company name, legal form included, its place not: `例示製作所|株式会社`.

    Null where there is no name, or only a word for what the applicant is.
    """
    spoken = plain(name).str.replace(r"\s*(?:御中|様)$", "")
    whole = _without_branch(spoken).str.to_uppercase()
    base = _formless(whole)
    form = pl.coalesce(
        whole.str.extract(f"^({FORM}).+$"), whole.str.extract(f"^.+?({FORM})$"), pl.lit("")
    )
    is_name = whole.is_in(LABELS).not_() & (whole != "")
    return pl.when(is_name).then(base + "|" + form)
