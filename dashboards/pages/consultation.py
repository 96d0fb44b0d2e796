"""Consultations: are the desks on their way to the year's targets, and which moved the total."""

from dashboards.components.family_page import show_family
from dashboards.sections.consultation_closing import closing_section, open_section
from dashboards.sections.consultation_referral import referral_section

if __name__ == "__main__":
    show_family("consultation", open_section, closing_section, referral_section)
