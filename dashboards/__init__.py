"""Pages for people: what a published snapshot says, in Japanese and in English.

Belongs here: reading `FAIS_HOME/published/current`, words, tables and charts.
Not here: computing a figure (the marts do) and anything that writes. Imports none of our other rooms.
"""
