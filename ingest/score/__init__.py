"""How machine-readable a delivered file is, by the Digital Agency's rules: advice, no judgement."""

from ingest.score.advice import SCHEMA, advise, score_of
from ingest.score.looks import Look

__all__ = ["SCHEMA", "Look", "advise", "score_of"]
