{{ measure_rows('LOG') }}
