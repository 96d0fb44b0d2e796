{# Fails for every combination of the grain's columns that stands in more than one row. #}
{% test unique_grain(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
group by all
having count(*) > 1
{% endtest %}
