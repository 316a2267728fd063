"""Words sought in texts. The browser's twin is ``assets/javascripts/search``; shared cases hold the two together.

``query.terms`` reads what was asked, ``answers.Texts`` holds the texts of a policy and answers.
"""
