"""The published record held to itself, to the sources it stands for, and to an earlier copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..checks.additions import only_additions
from ..model import Policy
from ..publish.addresses import RECORD
from ..source.lock_file import Lock, RecordEntry, parse
from ..source.recorded import Recorded, mended, policy_entry, recorded, revision_entry
from .opened import Opened
from .site_files import Deviation, SiteFiles


def check_record(opened: Opened) -> Iterator[Deviation]:
    """Where the record contradicts itself or the site beside it. Nothing where the site publishes none."""
    lock = record_of(opened.files)
    record = recorded(lock)
    for problem in (*lock.problems, *record.problems):
        yield Deviation(RECORD, f"Line {problem.line}: {problem.message}")
    if lock.problems or record.problems:
        return
    policies = {policy.policy.slug: policy.policy for policy in opened.site.edition.policies}
    ours = opened.settings.publisher
    for name, line in (*record.policies.items(), *record.revisions.items()):
        slug, _, identity = name.partition("/")
        if slug in opened.lacking or (slug not in policies and opened.settings.groups):
            continue  # of a policy that cannot be told, or that another site publishes
        policy = policies.get(slug)
        if policy and ours:
            policy = replace(policy, publisher=line["publisher"] or ours)
        if message := _fault(policy, identity, line, record):
            yield Deviation(RECORD, f"Line {line.line}: {message}")


def check_record_against(opened: Opened, earlier: SiteFiles) -> Iterator[Deviation]:
    """Lines of an earlier record that are not there any more, or not in the same place."""
    for problem in only_additions(record_of(opened.files), record_of(earlier), "of the earlier download"):
        yield Deviation(RECORD, problem.message)


def record_of(files: SiteFiles) -> Lock:
    """The record of a downloaded site; an empty one where there is none."""
    return parse(files.read(RECORD), RECORD) if files.find(RECORD) else Lock(RECORD)


def _fault(policy: Policy | None, identity: str, line: RecordEntry, record: Recorded) -> str:
    """What the site says otherwise than a line of the record; empty when it says the same."""
    if policy is None:
        return f"It has {line.said}, and this site has no such policy."
    revision = policy.find(identity) if identity else None
    if identity and revision is None:
        return f"It has {line.said}, and this site has no such revision."
    now = revision_entry(policy, revision, line.day) if revision else policy_entry(policy, line.day)
    expected = {name: value for name, value in line.values if name not in {"reason", "notice_days"}}
    if not revision:
        expected.setdefault("withdrawn", "")
    else:
        errata = ((each["was"], each["now"]) for each in record.errata if each.name == line.name)
        expected["sha256"] = mended(line["sha256"], errata)
    found = [name for name, value in expected.items() if now[name] != value]
    told = ", ".join(f"{name} was “{expected[name]}” and is “{now[name]}”" for name in found)
    return f"Of {line.name}, {told}." if told else ""
