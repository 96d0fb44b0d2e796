"""One file per page, each answering the one question in its heading. The frame is app.py's."""
