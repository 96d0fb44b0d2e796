"""Support of students: how many are reached, with how much."""

from dashboards.components.family_page import show_family

if __name__ == "__main__":
    show_family("student")
