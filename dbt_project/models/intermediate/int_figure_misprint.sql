-- One row per printed figure that differs: what the print itself, or another way of counting, says about it.
with figure as (
    select
        *,
        format('{:.0f}', published_value) as printed_digits,
        format('{:.0f}', computed_value) as computed_digits
    from {{ ref('int_printed_figure') }}
),

twice as (
    select distinct differing.figure_id
    from figure as differing
    inner join figure as other
        on differing.indicator_id = other.indicator_id
            and differing.fiscal_year = other.fiscal_year
            and differing.event_date is not distinct from other.event_date
            and differing.kind = other.kind
    where differing.status = 'differs' and other.status = 'match'
),

summed as (
    select
        whole,
        len(string_split(parts, '|')) + 1 as member_count,
        unnest(list_append(string_split(parts, '|'), whole)) as indicator_id
    from {{ ref('identities') }}
),

lonely as (
    select any_value(figure.figure_id) filter (where figure.status = 'differs') as figure_id
    from summed
    left join figure
        on summed.indicator_id = figure.indicator_id and figure.event_date is null and figure.kind = 'actual'
    group by summed.whole, figure.fiscal_year
    having
        count(*) filter (where figure.status = 'differs') = 1
        and count(distinct summed.indicator_id) = any_value(summed.member_count)
),

counted as (
    select
        state.figure_id,
        count(*) as row_count,
        count(distinct state.company_key) as company_count
    from {{ ref('int_figure_state') }} as state
    where not state.is_whole
    group by state.figure_id, state.known_at
    qualify state.known_at = max(state.known_at) over (partition by state.figure_id)
)

select
    figure.figure_id,
    twice.figure_id is not null as is_printed_twice,
    lonely.figure_id is not null as is_alone_in_its_sum,
    length(figure.printed_digits) > 1
    and figure.published_value = round(figure.published_value)
    and figure.computed_value = round(figure.computed_value)
    and damerau_levenshtein(figure.printed_digits, figure.computed_digits) = 1 as is_slip,
    case
        when figure.published_value < 3 then null
        when figure.published_value = counted.row_count then 'rows'
        when figure.published_value = counted.company_count then 'companies'
    end as counts_as
from figure
left join twice using (figure_id)
left join (
    select distinct figure_id
    from lonely
) as lonely using (figure_id)
left join counted
    on figure.figure_id = counted.figure_id
where figure.status = 'differs'
