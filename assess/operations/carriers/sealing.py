"""Walks through the objects of a PDF: its seal, and a digest of what each page is drawn from; in the child only.

The digest follows every object that a page is drawn from and leaves out how it is stored – numbers of objects,
compression –, so that a file that was only written anew has the same one in every viewer.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

_BROKEN = (PdfError, SigningError, SignatureValidationError, ValueError, TypeError, LookupError, AttributeError,
           ArithmeticError, RecursionError, AssertionError, NotImplementedError, OSError, zlib.error)
"""All that a reader of damaged PDFs was seen to raise."""
_STORAGE = {"/Length", "/Filter", "/DecodeParms", "/Parent", "/P", "/StructParent", "/StructParents", "/Metadata",
            "/PieceInfo", "/LastModified", "/Annots", "/Tabs"}
"""Entries that say how something is stored or tagged, not what is drawn; annotations are looked at by themselves."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_ACTIVE = ("/OCProperties", "/OpenAction", "/AA", "/Collection", "/NeedsRendering")
"""Of the catalogue: what makes one viewer show something else than another."""
_TITLE = re.compile(rb"<dc:title>.*?</dc:title>", re.S)
_DEEPEST = 60


def structure_of(file: BytesIO, seals: list[bytes]) -> dict[str, Any]:
    """What the objects of a PDF tell.

    ``seal``: ``none``, ``whole``, ``changed``, ``broken`` or ``foreign``; ``sealed_by``: the owner's name of the seal's
    key; ``shapes``: a digest of each page and of what stands around the pages, None where an object cannot be read;
    ``active``: the names of parts that can change what is shown.
    """
    try:
        reader = PdfFileReader(file, strict=False)
        shapes = [_shape_of_page(page) for page in _pages(reader.root["/Pages"], set())]
        shapes.append(_shape_around(reader))
        active = _active(reader)
    except _BROKEN:
        return {"seal": "broken", "sealed_by": "", "shapes": None, "active": []}
    try:
        seal, name = _seal(reader, seals)
    except _BROKEN:
        seal, name = "broken", ""
    return {"seal": seal, "sealed_by": name, "shapes": shapes, "active": active}


def _seal(reader: PdfFileReader, seals: list[bytes]) -> tuple[str, str]:
    signatures: list[EmbeddedPdfSignature] = list(reader.embedded_signatures)
    if not signatures:
        return "none", ""
    for signature in signatures:
        if signature.signer_cert.dump() not in seals:
            return "foreign", str(signature.signer_cert.subject.native.get("common_name", ""))
    (signature, *more) = signatures
    name = str(signature.signer_cert.subject.native.get("common_name", ""))
    trusted = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, trusted)
    if not (status.intact and status.valid):
        return "broken", name
    certifies = signature.docmdp_level is MDPPerm.NO_CHANGES
    whole = signature.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    return ("whole" if whole and certifies and not more and not _after_end(reader, signature) else "changed"), name


def _after_end(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Whether bytes follow the last one that the seal covers."""
    _first, _covered, start, length = (int(number) for number in signature.byte_range)
    return bool(reader.stream.seek(0, 2) != start + length)


def _pages(node: Any, seen: set[int]) -> list[Any]:
    """The pages below a node of the page tree, in their order."""
    node = node.get_object()
    if id(node) in seen or len(seen) > 1000:
        raise ValueError("a page tree that bites its tail")
    seen.add(id(node))
    if "/Kids" not in node:
        return [node]
    return [page for kid in node["/Kids"] for page in _pages(kid, seen)]


def _active(reader: PdfFileReader) -> list[str]:
    """What can change the view of the reader: layers, actions, scripts, annotations and fields besides the seal's."""
    root = reader.root
    found = [name for name in _ACTIVE if name in root]
    if "/JavaScript" in _at(root, "/Names", {}):
        found.append("/JavaScript")
    form = _at(root, "/AcroForm", {})
    fields = [field.get_object() for field in _at(form, "/Fields", ())]
    if "/XFA" in form or any(_at(field, "/FT", None) != "/Sig" for field in fields):
        found.append("/AcroForm")
    for page in _pages(root["/Pages"], set()):
        if "/AA" in page:
            found.append("/AA")
        for annotation in _at(page, "/Annots", ()):
            if not _is_empty_seal(annotation.get_object()):
                found.append("/Annots")
    return sorted(set(found))


def _at(entries: Any, name: str, otherwise: Any) -> Any:
    """The object of that name, followed to where it stands."""
    return entries[name] if name in entries else otherwise  # noqa: SIM401 - ``get`` does not follow references


def _is_empty_seal(annotation: Any) -> bool:
    """Whether it is the field of a signature that draws nothing."""
    box = [float(number) for number in _at(annotation, "/Rect", (0, 0, 1, 1))]
    return _at(annotation, "/FT", None) == "/Sig" and (box[0] == box[2] or box[1] == box[3])


def _shape_of_page(page: Any) -> str:
    entries = dict(page)
    for name in _INHERITED:
        holder, steps = page, 0
        while name not in holder and "/Parent" in holder and steps < _DEEPEST:
            holder, steps = holder["/Parent"], steps + 1
        if name in holder:
            entries[name] = holder[name]
    contents = entries.pop("/Contents", None)
    contents = contents.get_object() if contents is not None else ()
    streams = contents if isinstance(contents, generic.ArrayObject) else [contents] if contents else []
    drawn = b"\n".join(each.get_object().data for each in streams)
    made = hashlib.sha256(hashlib.sha256(drawn).digest())
    made.update(_Shapes().of(generic.DictionaryObject(entries)))
    return made.hexdigest()


def _shape_around(reader: PdfFileReader) -> str:
    """What is shown or read aloud beside the pages: title, language, outline, tags with their texts."""
    made, info = hashlib.sha256(), reader.trailer_view.get("/Info", None)
    about = info.get_object() if info is not None else {}
    for name in ("/Title", "/Subject", "/Author", "/Keywords"):
        made.update(f"{name} {_at(about, name, '')}".encode())
    shapes = _Shapes()
    for name in ("/Lang", "/Outlines", "/PageLabels", "/StructTreeRoot"):
        made.update(shapes.of(reader.root.raw_get(name)) if name in reader.root else b"none")
    metadata = _at(reader.root, "/Metadata", None)
    titles = _TITLE.findall(metadata.data) if metadata is not None else ()
    made.update(b"".join(titles))
    return made.hexdigest()


class _Shapes:
    """Digests of objects, each followed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, item: Any, depth: int = 0) -> bytes:
        """SHA-256 of an object and all that it refers to; raises ``ValueError`` for what is nested without end."""
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if isinstance(item, generic.IndirectObject):
            place = (item.idnum, item.generation)
            if place not in self._known:
                self._known[place] = b"itself"
                self._known[place] = self.of(item.get_object(), depth + 1)
            return self._known[place]
        if isinstance(item, generic.DictionaryObject):
            parts = [str(name).encode() + b"\0" + self.of(item.raw_get(name), depth + 1)
                     for name in sorted(item) if name not in _STORAGE]
            if isinstance(item, generic.StreamObject):
                parts.append(_data_of(item))
            return _digest(b"dict", *parts)
        if isinstance(item, generic.ArrayObject):
            return _digest(b"list", *(self.of(item.raw_get(index), depth + 1) for index in range(len(item))))
        if isinstance(item, (generic.TextStringObject, generic.ByteStringObject)):
            return _digest(b"text", item.original_bytes)
        if isinstance(item, (int, float, generic.FloatObject)) and not isinstance(item, generic.BooleanObject):
            return _digest(b"number", f"{float(item):.5f}".encode())
        return _digest(b"other", str(item).encode())


def _data_of(stream: Any) -> bytes:
    """What a stream holds; of a picture with a codec of its own, as it is stored."""
    filters = _at(stream, "/Filter", ())
    last = filters[-1] if isinstance(filters, generic.ArrayObject) and filters else filters
    plain = last in ("/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode") or not last
    return hashlib.sha256(stream.data if plain else stream.encoded_data).digest()


def _digest(kind: bytes, *parts: bytes) -> bytes:
    made = hashlib.sha256(kind)
    for part in parts:
        made.update(len(part).to_bytes(4, "big") + part)
    return made.digest()
