"""Words sought in texts. The browser's twin is ``assets/javascripts/search``; shared cases hold the two together."""
