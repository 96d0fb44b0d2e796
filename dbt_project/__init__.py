"""The transformation room: dbt models, seeds (the catalogue) and the workspace they run in.

Belongs here: SQL, the shipped catalogue, and the Python that lays both out for one home.
Does not belong here: reading delivered files (ingest), judging results (expectations), the order
of things (orchestration).
"""
