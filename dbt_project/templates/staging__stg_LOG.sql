{{ stage_current('LOG') }}
