"""Subsidies: how many were adopted, how much was granted."""

from dashboards.components.family_page import show_family
from dashboards.sections.cocreation import cocreation_section
from dashboards.sections.subsidy_funnel import funnel_section
from dashboards.sections.subsidy_reports import report_section
from dashboards.sections.subsidy_rules import rule_section

if __name__ == "__main__":
    show_family("subsidy", funnel_section, rule_section, report_section, cocreation_section)
