-- One row per log and combination of programme and filtered values that occurs in it.
{% for log, fact in var('logs').items() if fact.is_measured -%}
select *
from {{ ref('int_' ~ log ~ '__profiles') }}
{{ 'union all' if not loop.last }}
{% endfor %}
