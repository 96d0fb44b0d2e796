"""Networks, outreach, facilities, patents, outcomes, and what no other family claims."""

from dashboards.components.family_page import show_family

if __name__ == "__main__":
    show_family("partnership")
