"""The assets of the flow, one file per step: landing, warehouse, audit, publication."""
