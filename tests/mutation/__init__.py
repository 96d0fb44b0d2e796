"""Faults put into the models on purpose, to see that tests find them."""
