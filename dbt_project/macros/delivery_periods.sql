{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# The last day of the reporting period in which a day lies: Sunday, month, quarter, fiscal half or fiscal year. #}
{% macro reporting_period_end(frequency, day) -%}
    case {{ frequency }}
        when 'weekly' then cast(date_trunc('week', {{ day }}) + interval 6 day as date)
        when 'monthly' then last_day({{ day }})
        when 'quarterly' then last_day(cast(date_trunc('quarter', {{ day }}) + interval 2 month as date))
        when 'half_yearly' then if(
            month({{ day }}) between 4 and 9,
            make_date(year({{ day }}), 9, 30),
            make_date(year({{ day }}) + if(month({{ day }}) > 9, 1, 0), 3, 31)
        )
        else {{ fiscal_year_end(fiscal_year(day)) }}
    end
{%- endmacro %}
