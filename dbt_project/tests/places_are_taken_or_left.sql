-- Places taken and left make the capacity, unless more came than there are places.
select session_id
from {{ ref('coming_session') }}
where
    (not is_overbooked and capacity is not null and registered_count + places_left_count != capacity)
    or (is_overbooked and (registered_count <= capacity or places_left_count != 0))
