"""The only room that knows the order: land, build, audit, publish; and who starts it."""
