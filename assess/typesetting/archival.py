"""What makes a file fit for archives (PDF/A-3b): what it says of itself as XMP, its colours, its tags, its attachments.

Tags give the order of reading and a text for every picture, so that a paper can be read aloud.
"""

from __future__ import annotations

import zlib
from base64 import b85decode
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
    PDFZCompress,
)

from assess.typesetting.stream import Stream

_SRGB = zlib.decompress(b85decode(
    "c-obby-UMT6va<lMbSzJ9Yh>5RB>oQ6vR>M(4|PJ6|A}>uW2hJX-HC}xC$-~1qac^ufhL7SHV?55EMbg(b=y>N<3)_Euw?>@p6BhymPtlJ|L"
    "LVgl>1t0J`B=nPfs*$}LM>F9>ioLKe0;n@*?jXMEoIXK&+PE&MNf^QtX?KsR|xn3h9kH%P5JrpMdl0a23k<U?}IVuR!>Pgi_?_PFTtyT?{GG"
    "Y15{no_Zil{OY7ODB(!qq<fR&3?R_gjHj4fq95~7&bCUA^`~sDp-RC2XSVDGyB~)-tf(%OpoB#L=_etMU?1`QLV75%3PqXa%re~bN@L{yD&N"
    "7R}UwE&L`J>8v(j@fO^e!zm8nDehh>jfeWMMFLO@QAJl6tEqVY%Hi5ItmZt0i=Uc$wgDG2bLke*R3kBfy6zIzV{Wn0*ia)F7f1KO{*$qC?HL"
    "$l2jPiVB^&2_GXRZ"
))
"""The colour space sRGB as an ICC profile (made by Little CMS, "No copyright, use freely"), its date taken out."""


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside: its name, MIME type, what it is to the paper, and words for who opens the list.

    ``relationship`` is one of PDF's: ``Source`` for what the paper was made from, ``Supplement`` for what adds to it.
    """

    name: str
    mime: str
    relationship: str
    description: str
    data: bytes


@dataclass(frozen=True)
class Tag:
    """One piece of the page in the order of reading: its role (``P``, ``Figure`` …) and, of a picture, words for it."""

    role: str
    alt: str = ""


def make_archival(
    document: PDFDocument, about: bytes, tags: Sequence[Sequence[Tag]], attached: Sequence[Attachment]
) -> None:
    """Gives the document what the standard asks; the pages are finished by then.

    ``about`` is the XMP packet; the n-th tag of a page is its marked content n.
    """
    root = document.Catalog  # type: ignore[attr-defined]
    added = ("OutputIntents", "AF")  # reportlab writes the entries of a root that it knows by name
    root.__NoDefault__, root.__Refs__ = (*root.__NoDefault__, *added), (*root.__Refs__, *added)
    entries = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    root.Metadata = Stream(PDFDictionary(entries), about)
    profile = Stream(PDFDictionary({"N": 3}), _SRGB, filters=[PDFZCompress])
    root.OutputIntents = PDFArray([PDFDictionary({
        "Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"), "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB"), "DestOutputProfile": document.Reference(profile),
    })])
    if attached:
        _attach(document, attached)
    if tags:
        _tag(document, tags)


def xmp(title: str, subject: str, producer: str, language: str, created: str | None) -> bytes:
    """The XMP packet: the same facts as the document's own dictionary has. ``created`` is an ISO 8601 instant."""
    dates = f"<xmp:CreateDate>{created}</xmp:CreateDate>" if created else ""
    said = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt>'
    about = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(subject)}</rdf:li></rdf:Alt>'
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        f"<dc:title>{said}</dc:title><dc:description>{about}</dc:description>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>{dates}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _attach(document: PDFDocument, attached: Sequence[Attachment]) -> None:
    specifications: list[PDFObject | PDFObjectReference] = []
    names: list[PDFObject | PDFObjectReference] = []
    for each in sorted(attached, key=lambda attachment: attachment.name):
        entries = {"Type": PDFName("EmbeddedFile"), "Subtype": "/" + each.mime.replace("/", "#2F"),
                   "Params": PDFDictionary({"Size": len(each.data)})}
        file = document.Reference(Stream(PDFDictionary(entries), each.data, filters=[PDFZCompress]))
        specification = document.Reference(PDFDictionary({
            "Type": PDFName("Filespec"), "F": PDFString(each.name), "UF": PDFString(each.name),
            "EF": PDFDictionary({"F": file, "UF": file}), "AFRelationship": PDFName(each.relationship),
            "Desc": PDFString(each.description),
        }))
        specifications.append(specification)
        names += [PDFString(each.name), specification]
    root = document.Catalog  # type: ignore[attr-defined]
    root.AF = PDFArray(specifications)
    root.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})


def _tag(document: PDFDocument, tags: Sequence[Sequence[Tag]]) -> None:
    """The tree of tags, page by page."""
    top, whole = PDFDictionary({}), PDFDictionary({})
    top_place, whole_place = document.Reference(top), document.Reference(whole)
    parent = whole_place.format(document)
    pieces: list[PDFObject | PDFObjectReference] = []
    parents: list[PDFObject | int] = []
    for number, (page, said) in enumerate(zip(document.Pages.pages, tags, strict=True)):  # type: ignore[attr-defined]
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents, page.Tabs = number, PDFName("S")
        place = document.Reference(page).format(document)
        own = [document.Reference(_Element(tag, place, parent, index, document)) for index, tag in enumerate(said)]
        pieces += own
        parents += [number, PDFArray(own)]
    whole.dict.update({"Type": PDFName("StructElem"), "S": PDFName("Document"), "P": top_place, "K": PDFArray(pieces)})
    top.dict.update({"Type": PDFName("StructTreeRoot"), "K": PDFArray([whole_place]),
                     "ParentTree": PDFDictionary({"Nums": PDFArray(parents)}), "ParentTreeNextKey": len(tags)})
    document.Catalog.StructTreeRoot = top_place  # type: ignore[attr-defined]
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})  # type: ignore[attr-defined]


class _Element(PDFObject):
    """One element of the tree, written at once: a paper has dozens."""

    def __init__(self, tag: Tag, page: bytes, parent: bytes, number: int, document: PDFDocument) -> None:
        alt = b"/Alt " + PDFString(tag.alt).format(document) if tag.alt else b""
        self._written = b"<</Type/StructElem/S/%b/P %b/Pg %b/K %d%b>>" % (
            tag.role.encode("ascii"), parent, page, number, alt)

    def format(self, _document: PDFDocument) -> bytes:
        """The element as it stands in the file."""
        return self._written
