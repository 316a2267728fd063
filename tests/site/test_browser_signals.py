"""The panel in browsers of other minds: with Global Privacy Control really on, switched off, and with cookies blocked.

In a file of its own because each needs a Chromium of its own, which Playwright starts only where no other one runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_browser_panel import address, chromium, shown  # noqa: F401

pytestmark = pytest.mark.browser


def test_the_signal_is_told_when_the_browser_really_sends_it(tmp_path: Path, address: str) -> None:  # noqa: F811
    with chromium(tmp_path, "--enable-features=GlobalPrivacyControlForce") as page:
        sent: list[str | None] = []
        page.on("request", lambda request: sent.append(request.all_headers().get("sec-gpc")))
        page.goto(address)
        assert shown(page) == ["cookies:on", "signal:on", "stored:nothing"]
        assert sent[0] == "1"


def test_a_browser_that_says_no_is_told_from_one_without_the_setting(tmp_path: Path, address: str) -> None:  # noqa: F811
    with chromium(tmp_path) as page:
        page.goto(address)
        assert "signal:none" in shown(page)
        # What Firefox gives pages while its setting is off.
        page.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => false})")
        page.reload()
        assert "signal:off" in shown(page)


def test_it_works_with_cookies_blocked(tmp_path: Path, address: str) -> None:  # noqa: F811
    folder = tmp_path / "Default"
    folder.mkdir()
    (folder / "Preferences").write_text(
        json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}})
    )
    with chromium(tmp_path) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        assert shown(page) == ["cookies:off", "signal:none", "stored:nothing"]
        blocked = page.locator("[data-blocked=some]").inner_text()
        assert "localStorage" in blocked and "sessionStorage" in blocked
        assert faults == []
