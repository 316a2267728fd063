"""Checkers that are programs of their own. Each is first shown a page full of faults: one that finds none is broken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from browsing import FLAGS

from .checks import Check, Surroundings

BAD_PAGE = Path(__file__).parent / "bad_page.html"
_INDEXED = ("", "privacy/", "privacy/history/", "cookies/", "requests/", "contact/")
_CATEGORIES = ("accessibility", "best-practices", "seo")
# Lighthouse fetches robots.txt from within the page, and the policy of a page without script forbids it to fetch.
_IMPOSSIBLE = "robots-txt"
# The words of a policy are not ours to change: its text has links called “here”.
_OF_THE_TEXT = {"privacy/": {"link-text"}}


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    """What that program prints; these programs say by their exit code that they found something."""
    result = subprocess.run(
        command, env=dict(environment) if environment else None, capture_output=True, encoding="utf-8", check=False
    )
    output = result.stdout.strip() or result.stderr.strip()
    if not output and result.returncode:
        raise RuntimeError(f"{command[0]} failed with {result.returncode}")
    return output


def _seeing(name: str, faults_of: Callable[[list[str]], list[str]], pages: list[str]) -> Check:
    """That checker on those pages, if it sees anything at all."""
    if not faults_of([str(BAD_PAGE)]):
        return Check(name, "a page full of faults", missing="it finds nothing where everything is wrong")
    return Check.of(name, f"{len(pages)} pages", faults_of(pages))


def nu(around: Surroundings) -> Check:
    """The Nu checker of the W3C: errors and warnings. It reads pages as served: their policy says “self”."""
    jar = around.tools / "vnu-jar/build/dist/vnu.jar"

    def faults_of(pages: list[str]) -> list[str]:
        options = ["-Xmx400m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]  # loopback, that is
        output = _run(["java", *options, "-jar", str(jar), "--format", "json", *pages])
        messages = json.loads(output.splitlines()[0])["messages"]
        return [_nu_fault(message) for message in messages if not _is_beside_the_point(message)]

    served = [site.address + address for site in around.sites for address in site.addresses]
    return _seeing("Nu", faults_of, served)


def _is_beside_the_point(message: Mapping[str, Any]) -> bool:
    # A policy may have no headings, and nothing may be put into its text.
    if message["type"] == "info" and message["message"].startswith("Article lacks heading"):
        return True
    # Data in a script element is never run, so that no policy applies to it (HTML, "prepare the script element").
    return "Inline script violates" in message["message"] and "application/ld+json" in message.get("extract", "")


def _nu_fault(message: Mapping[str, Any]) -> str:
    return f"{message['url']}:{message.get('lastLine', 0)}: {message['message']}"


def html_validate(around: Surroundings) -> Check:
    """html-validate with its presets "standard" and "a11y"."""
    program = str(around.tools / "html-validate/bin/html-validate.mjs")

    def faults_of(files: list[str]) -> list[str]:
        return [fault for preset in ("standard", "a11y") for fault in of_preset(preset, files)]

    def of_preset(preset: str, files: list[str]) -> Iterator[str]:
        output = _run(["node", program, "--preset", preset, "--formatter", "json", *files])
        for file in json.loads(output):
            for message in file["messages"]:
                place = file["filePath"].rpartition("/site/")[2]
                yield f"{place}:{message['line']}: {message['ruleId']}: {message['message']}"

    return _seeing("html-validate", faults_of, [str(file) for site in around.sites for file in site.files])


def links(around: Surroundings) -> Check:
    """lychee: every link and fragment within the sites, without asking anyone outside."""
    if not _broken(BAD_PAGE.parent, BAD_PAGE, []):
        return Check("lychee", "a page full of faults", missing="it finds nothing where everything is wrong")
    faults = []
    for site in around.sites:
        # The site's own address stands for its folder, as its canonical links name it.
        remap = ["--remap", f"{site.address}(.*) file://{site.folder}/$1", "--index-files", "index.html"]
        faults += _broken(site.folder, site.folder, remap)
    return Check.of("lychee", f"{len(around.sites)} sites", faults)


def _broken(root: Path, what: Path, options: list[str]) -> list[str]:
    program = [str(Path(sys.executable).parent / "lychee"), "--offline", "--no-progress", "--include-fragments"]
    report = json.loads(_run([*program, "--format", "json", "--root-dir", str(root), *options, str(what)]))
    errors = report["error_map"].items()
    return [f"{page}: {each['url']}: {each['status']['text']}" for page, found in errors for each in found]


def pa11y(around: Surroundings) -> Check:
    """pa11y with HTML_CodeSniffer and axe, on a page of each kind."""
    settings = around.scratch / "pa11y.json"
    launch = {"executablePath": around.browser_path, "args": FLAGS}
    settings.write_text(json.dumps({"chromeLaunchConfig": launch, "runners": ["htmlcs", "axe"], "timeout": 120_000}))
    program = str(around.tools / "pa11y/bin/pa11y.js")

    def faults_of(address: str) -> list[str]:
        output = _run(["node", program, "--config", str(settings), "--reporter", "json", address])
        found = [each for each in json.loads(output) if not _is_undecided(each)]
        return [f"{address}: {each['code']}: {each['selector']}" for each in found]

    if not faults_of(BAD_PAGE.as_uri()):
        return Check("pa11y", "a page full of faults", missing="it finds nothing where everything is wrong")
    addresses = [site.address + address for site, address in around.pages]
    return Check.of("pa11y", f"{len(addresses)} pages", [fault for each in addresses for fault in faults_of(each)])


def _is_undecided(found: Mapping[str, Any]) -> bool:
    # axe could not measure it, for example in a picture: tests/site/test_browser_reading.py measures those.
    return bool((found.get("runnerExtras") or {}).get("needsFurtherReview"))


def lighthouse(around: Surroundings) -> Check:
    """Lighthouse: the three categories that do not depend on how fast this machine is, on pages meant to be found."""
    program = str(around.tools / "lighthouse/cli/index.js")
    site = around.sites[0]
    flags = ["--quiet", f"--chrome-flags={' '.join(FLAGS)}", "--output=json", "--output-path=stdout"]
    only = [f"--only-categories={','.join(_CATEGORIES)}", f"--skip-audits={_IMPOSSIBLE}"]
    faults = []
    for address in _INDEXED:
        environment = {"CHROME_PATH": around.browser_path, "PATH": "/usr/bin:/bin", "HOME": str(around.scratch)}
        report = json.loads(_run(["node", program, site.address + address, *only, *flags], environment))
        faults += [f"/{address}: {fault}" for fault in _below_100(report, _OF_THE_TEXT.get(address, set()))]
    return Check.of("Lighthouse", f"{len(_INDEXED)} pages", faults)


def _below_100(report: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for name in _CATEGORIES:
        category = report["categories"][name]
        audits = [each["id"] for each in category["auditRefs"] if each["weight"] and each["id"] in report["audits"]]
        low = [each for each in audits if report["audits"][each]["score"] not in (1, None)]
        if category["score"] != 1 and not (low and known.issuperset(low)):
            yield f"{name} {round(100 * (category['score'] or 0))}: {', '.join(low)}"
