"""Subsidies: how many were adopted, how much was granted."""

from dashboards.components.family_page import show_family

if __name__ == "__main__":
    show_family("subsidy")
