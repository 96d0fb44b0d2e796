"""What the pages ask of a published file: one module per subject, parameters bound, results typed.

Belongs here: SQL and the shape of its answers. Not here: widgets, wording, colours.
"""
