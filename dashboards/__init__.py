"""Pages for people: what a published snapshot says, in Japanese and in English.

Belongs here: reading `FAIS_HOME/published/current`, words, tables and charts.
Not here: computing a figure (the marts do), anything that writes, imports of our other rooms.
"""
