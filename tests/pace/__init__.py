"""How good the forecasts are, on years that made-up desks lived through."""
