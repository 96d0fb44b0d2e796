{{ stage_versions('LOG') }}
