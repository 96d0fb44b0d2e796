"""What cannot be rebuilt: what readers saw, when and why, and what keeps them from seeing more.

Belongs here: everything under `history/` of a home that a run or a person writes. Only whole files
or whole lines are ever there, whenever the machine stops.
"""
