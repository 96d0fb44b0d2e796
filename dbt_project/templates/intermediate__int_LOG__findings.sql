{{ find_row_issues('LOG') }}
