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
from xml.etree import ElementTree

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_ASIDE = {f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"}


def main(arguments: list[str]) -> int:
    """Examine or edit every file; once more where the office itself ended, as it does at times on a busy machine."""
    folder, paths = (arguments[1], arguments[2:]) if arguments[:1] == ["--edit"] else (None, arguments)
    for path in map(Path, paths):
        try:
            _one(path.resolve(), folder)
        except _Failed:
            _one(path.resolve(), folder)
    return 0


class _Failed(Exception):
    """The office ended by itself or raised an error; of the same file it does so twice only for the file's own fault."""


def _one(path: Path, folder: str | None) -> None:
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
            if folder is not None:
                _edit(uno, context, path, Path(folder).resolve())
            else:
                print(json.dumps(_examined(uno, context, path), ensure_ascii=False), flush=True)
        except Exception as error:
            raise _Failed from error
        finally:
            _end(uno, pipe, office)


def _connected(uno: Any, pipe: str, office: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 (LibreOffice raises types of its own)
            if office.poll() is not None:
                raise _Failed from None
            time.sleep(0.25)
    raise _Failed


def _end(uno: Any, pipe: str, office: subprocess.Popen[bytes]) -> None:
    try:
        context = _connected(uno, pipe, office)
        context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
        office.wait(20)
    except Exception:  # noqa: BLE001
        office.kill()
        office.wait()
    # The wrapper script may be gone before the program it started.
    time.sleep(0.2)


def _examined(uno: Any, context: Any, path: Path) -> dict[str, Any]:
    result: dict[str, Any] = {"file": path.name}
    for name, command in (("accepted", "AcceptAllTrackedChanges"), ("rejected", "RejectAllTrackedChanges")):
        document = _loaded(uno, context, path)
        try:
            if name == "accepted":
                result["changes"] = len(_saved(uno, document).findall(f".//{_TEXT}changed-region"))
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
            result[name] = _paragraphs(_saved(uno, document))
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
        form = _property(uno, "FilterName", "MS Word 2007 XML")
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
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (_property(uno, "Hidden", value=True),))


def _property(uno: Any, name: str, value: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _each(collection: Any) -> Any:
    items = collection.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def _saved(uno: Any, document: Any) -> ElementTree.Element:
    """The text of a document as LibreOffice saves it: a question for each paragraph would take ten times as long."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "saved.fodt"
        document.storeToURL(file.as_uri(), (_property(uno, "FilterName", "OpenDocument Text Flat XML"),))
        found = ElementTree.parse(file).find(f".//{_OFFICE}text")
    assert found is not None
    return found


def _paragraphs(text: ElementTree.Element) -> list[str]:
    """The text of each paragraph and heading, without the empty ones and what stands aside."""
    if text.tag in _PARAGRAPHS:
        return [words] if (words := _words(text)).strip() else []
    return [paragraph for each in text if each.tag not in _ASIDE for paragraph in _paragraphs(each)]


def _words(element: ElementTree.Element) -> str:
    if element.tag in _ASIDE:
        return ""
    own = " " if element.tag in _SPACES else element.text or ""
    return own + "".join(_words(each) + (each.tail or "") for each in element)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
