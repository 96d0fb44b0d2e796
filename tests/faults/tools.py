"""The tools of a run, imported where runs are forked from."""

import dagster
import dagster_dbt
import great_expectations
import great_expectations.validator.v1_validator
import polars as pl

import orchestration.assets.audit
import orchestration.assets.publication
import orchestration.assets.warehouse
import orchestration.cli.app
import orchestration.definitions
import orchestration.refresh

LOADED = (dagster, dagster_dbt, great_expectations, pl, orchestration)
