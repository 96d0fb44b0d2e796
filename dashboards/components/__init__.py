"""Parts that pages are put together from: figures, tables, charts, filters, the frame.

Belongs here: how something looks and reads. Not here: SQL, and what a single page is about.
"""
