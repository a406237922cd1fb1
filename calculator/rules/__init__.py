"""The rules, one subject a module: pure functions of the request and of what is in force that day."""
