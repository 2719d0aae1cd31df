"""A sample newsroom: invented publishers, their feeds and pages, and a loopback server that plays them."""
