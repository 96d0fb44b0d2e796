"""Tests, by the folder they test; `examples` is data, `oracle` the independent recomputation."""
