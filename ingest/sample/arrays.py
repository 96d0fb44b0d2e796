"""Names for the NumPy arrays that the sample draws. Nothing else belongs here."""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Names = NDArray[np.str_]
