"""Seminars and training: do people come, and to which events."""

from dashboards.components.family_page import show_family
from dashboards.sections.coming_sessions import coming_section

if __name__ == "__main__":
    show_family("seminar", coming_section)
