"""The numbers of clauses on a redline's page: the choice to hide them, and their entries in the list of changes."""

from __future__ import annotations

import re

from policies import policy_of, revision_of
from policy_history.publish.edition import comparison_of
from policy_history.publish.templating import render
from policy_history.text.document import read_document
