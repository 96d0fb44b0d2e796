-- An attendance takes its session's programme and date, and counts only if the session was held.
{{ stage_versions('seminar_attendance', counts_when="parent.status = 'held'") }}
