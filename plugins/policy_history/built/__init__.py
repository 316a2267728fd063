"""The finished site as browsers and hosts meet it: its pages read back, checked, and given their security policy."""
