"""The `steadyhold` command, one module per group of subcommands."""
