"""The gates: what must hold before a policy is published."""
