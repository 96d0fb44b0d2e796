"""Subsidy rules, the money of subsidies, and statements: rows by hand through the warehouse."""
