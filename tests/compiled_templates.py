"""Imported by the process that builds are copied from: the engine's templates, compiled once and not in each build."""

from __future__ import annotations

from policy_history.publish import frame, templating

for _environment in (templating._environment(), frame._environment()):
    for _template in _environment.list_templates(extensions=["html"]):
        _environment.get_template(_template)
