"""Sections that only one page has, a module each.

Belongs here: a subject's figures put into words, tables and charts. Not here: the frame and the
parts that many pages share (components), SQL (queries).
"""
