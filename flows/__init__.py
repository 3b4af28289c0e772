"""When and where the work runs: Prefect flows and the command line."""
