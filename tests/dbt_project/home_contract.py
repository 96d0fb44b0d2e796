"""A contract that only a home has: a log of visits, with a person in it."""

from collections.abc import Mapping
from pathlib import Path

from ingest.contracts import Contract, load_contracts

VISIT = """\
apiVersion: v3.1.0
kind: DataContract
id: visit
name: 来訪記録
version: 1.0.0
status: active
description:
  purpose: One row per visit.
schema:
- name: visit
  businessName: 来訪記録
  customProperties:
  - property: delivery
    value: snapshot
  - property: eventDate
    value: visited_on
  properties:
  - name: visit_id
    businessName: 来訪番号
    logicalType: string
    required: true
    primaryKey: true
    classification: internal
  - name: programme_id
    businessName: 事業コード
    logicalType: string
    required: true
    primaryKey: true
    classification: internal
    relationships:
    - type: foreignKey
      to: programmes.programme_id
  - name: visited_on
    businessName: 来訪日
    logicalType: date
    required: true
    classification: internal
  - name: guests
    businessName: 人数
    logicalType: integer
    classification: internal
  - name: guest_name
    businessName: 氏名
    logicalType: string
    classification: personal
"""


def contracts_with_visits(folder: Path) -> Mapping[str, Contract]:
    """The shipped contracts and the home's own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "visit.odcs.yaml").write_text(VISIT, encoding="utf-8")
    return load_contracts(folder)
