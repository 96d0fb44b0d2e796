"""An independent computation of every indicator, in Polars, from landed files alone.

It follows the written meaning of the figures (docs/meaning.md), never the warehouse's SQL, so that
two computations by different means can be compared. Here belongs what the comparison needs; what
the warehouse itself needs does not.
"""

from tests.oracle.figures import Figures, recompute

__all__ = ["Figures", "recompute"]
