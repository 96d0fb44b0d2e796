{{ profile_rows('LOG') }}
