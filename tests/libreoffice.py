"""Word documents as LibreOffice sees them: their tracked changes counted, all accepted, all rejected.

Run by a Python that has ``uno`` (Debian: libreoffice-writer-nogui and python3-uno):

    /usr/bin/python3 tests/libreoffice.py FILE.docx...

It prints a line of JSON a file: {"file", "changes", "accepted": [paragraph, ...], "rejected": [paragraph, ...]}.

    /usr/bin/python3 tests/libreoffice.py --edit FOLDER FILE.docx...

It accepts the first change of each file, writes on as a tracked change behind the last paragraph that has no change, and
saves the file in that folder. The office it starts listens on a pipe of its own, with a profile of its own, and is ended before the program ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def main(paths: list[str]) -> int:
    """Examine every file."""
    import uno  # only where LibreOffice is

    pipe = f"policy-{time.monotonic_ns()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            context = _connected(uno, pipe, office)
            if paths[:1] == ["--edit"]:
                for path in paths[2:]:
                    _edit(uno, context, Path(path).resolve(), Path(paths[1]).resolve())
                return 0
            for path in paths:
                print(json.dumps(_examined(uno, context, Path(path).resolve()), ensure_ascii=False), flush=True)
        finally:
            _end(uno, pipe, office)
    return 0


def _connected(uno: Any, pipe: str, office: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 (LibreOffice raises types of its own)
            if office.poll() is not None:
                raise SystemExit("LibreOffice ended by itself.") from None
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer.")


def _end(uno: Any, pipe: str, office: subprocess.Popen[bytes]) -> None:
    try:
        context = _connected(uno, pipe, office)
        context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
        office.wait(20)
    except (Exception, SystemExit):  # noqa: BLE001
        office.kill()
        office.wait()
    # The wrapper script may be gone before the program it started.
    time.sleep(0.2)


def _examined(uno: Any, context: Any, path: Path) -> dict[str, Any]:
    result: dict[str, Any] = {"file": path.name}
    for name, command in (("accepted", "AcceptAllTrackedChanges"), ("rejected", "RejectAllTrackedChanges")):
        document = _loaded(uno, context, path)
        try:
            result["changes"] = sum(1 for _ in _each(document.Redlines))
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
            result[name] = _paragraphs(document.Text)
        finally:
            document.close(True)
    return result


WRITTEN_ON = " And so on."


def _edit(uno: Any, context: Any, path: Path, folder: Path) -> None:
    document = _loaded(uno, context, path)
    try:
        dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        cursor = document.CurrentController.ViewCursor
        cursor.gotoRange(next(_each(document.Redlines)).getPropertyValue("RedlineStart"), False)
        cursor.goRight(1, False)
        dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:AcceptTrackedChange", "", 0, ())
        document.RecordChanges = True
        paragraphs = [part for part in _each(document.Text) if part.supportsService("com.sun.star.text.Paragraph")]
        last = [part for part in paragraphs if _is_kept_text(part)][-1]
        last.Text.insertString(last.Text.createTextCursorByRange(last.End), WRITTEN_ON, False)
        form = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        form.Name, form.Value = "FilterName", "MS Word 2007 XML"
        document.storeToURL((folder / path.name).as_uri(), (form,))
    finally:
        document.close(True)


def _is_kept_text(paragraph: Any) -> bool:
    """Whether a paragraph is a whole sentence of the text, and has no change."""
    if paragraph.ParaStyleName.startswith("Policy") or not paragraph.String.endswith("."):
        return False
    return all(portion.TextPortionType != "Redline" for portion in _each(paragraph))


def _loaded(uno: Any, context: Any, path: Path) -> Any:
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))


def _each(collection: Any) -> Any:
    items = collection.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def _paragraphs(text: Any) -> list[str]:
    found: list[str] = []
    for part in _each(text):
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.CellNames:
                found += _paragraphs(part.getCellByName(name))
        elif part.String.strip():
            found.append(part.String)
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
