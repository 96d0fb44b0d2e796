{{ raw_view('LOG') }}
