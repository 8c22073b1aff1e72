"""An indicator by itself and beside its plan: values, years, target, sources."""
