"""How a served home stands, for machines: `/healthz` and `/metrics`.

state     what is measured, read from the home's files
metrics   the same for Prometheus
server    the small web server in `fais serve`
"""
