"""Consultations: are the desks on their way to the year's targets, and which moved the total."""

from dashboards.components.family_page import show_family

if __name__ == "__main__":
    show_family("consultation")
