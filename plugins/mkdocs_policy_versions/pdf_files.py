"""The PDF files of a built site, when the option ``pdf`` is on."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from policy_history.publish.site import Site

CACHE = ".cache/policy-pdf"
"""Where printed files are kept between builds, below the folder of mkdocs.yml."""


def write_pdfs(site: Site, config: MkDocsConfig) -> str:
    """Print every revision and redline into the site, and return what printed them.

    PluginError when the extra or its libraries are missing.
    """
    try:
        from policy_history.printing.engine import printer
        from policy_history.printing.printed_site import print_site
    except ModuleNotFoundError:
        raise PluginError(
            "The option pdf is on, but the extra “pdf” is not installed. "
            "Install it with: python -m pip install 'mkdocs-policy-versions[pdf]', or turn the option off."
        ) from None
    except OSError:
        raise PluginError(
            "The option pdf is on, but the system lacks the Pango libraries "
            "(on Debian: libpango-1.0-0 and libpangoft2-1.0-0). Install them, or turn the option off."
        ) from None
    root = Path(config.config_file_path).parent
    print_site(site.edition, config.site_url or "", Path(config.site_dir), root / CACHE)
    return printer()
