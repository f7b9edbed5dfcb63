"""Builds the fonts in this folder from pinned upstream packages; run by hand when a font is to be renewed.

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-serif-tc@0.4.4 \\
        @expo-google-fonts/noto-serif@0.4.2
    apt-get install fonts-hanazono                                          # 20170904-2.1
    python certs/fonts/build.py --packages DIR --hanazono /usr/share/fonts/truetype/hanazono/HanaMinB.ttf

DIR holds the three ``.tgz`` files. Every input is checked against the SHA-256 below before it is read. What is taken
away: hinting, layout tables, vertical metrics (the PDF writer uses none), glyphs that no character maps to, and from
HanaMinB every character that Noto Serif SC or TC already draws. What stays: every character of Noto Serif SC, TC and
Noto Serif Regular; for titles the characters of GB 2312, Big5 and Latin-1. Names, copyright and licence texts inside
the fonts are kept. The result is the same bytes for the same fontTools version: timestamps are not touched.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import lzma
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
DROPPED = ["GPOS", "GSUB", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "FFTM", "DSIG", "VORG", "kern"]


@dataclass(frozen=True)
class Source:
    """One face: where it comes from, what its file must hash to, and which characters are kept."""

    face: str
    archive: str
    member: str
    sha256: str
    package: str
    version: str
    licence: str
    licence_file: str


SOURCES = (
    Source(
        "serif-sc",
        "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "npm:@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "OFL-1.1",
        "OFL-noto-serif-cjk.txt",
    ),
    Source(
        "serif-tc",
        "expo-google-fonts-noto-serif-tc-0.4.4.tgz",
        "package/400Regular/NotoSerifTC_400Regular.ttf",
        "b0acf9799d5dc656cdeff077d36b2ee9032b762e05b3f8a7b76c81dee4eec08c",
        "npm:@expo-google-fonts/noto-serif-tc",
        "0.4.4",
        "OFL-1.1",
        "OFL-noto-serif-cjk.txt",
    ),
    Source(
        "serif-sc-bold",
        "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "npm:@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "OFL-1.1",
        "OFL-noto-serif-cjk.txt",
    ),
    Source(
        "serif-latin",
        "expo-google-fonts-noto-serif-0.4.2.tgz",
        "package/400Regular/NotoSerif_400Regular.ttf",
        "a7e8ea1ab7e7d368b001c892d6148325fffc849a46e030e55e1bdc597bbe939d",
        "npm:@expo-google-fonts/noto-serif",
        "0.4.2",
        "OFL-1.1",
        "OFL-noto-serif.txt",
    ),
    Source(
        "hana-min-b",
        "",
        "HanaMinB.ttf",
        "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
        "debian:fonts-hanazono",
        "20170904-2.1",
        "LicenseRef-Hanazono OR OFL-1.1",
        "LICENSE-hanazono.txt",
    ),
)


def title_characters() -> set[int]:
    """Code points of GB 2312, Big5 and Latin-1: what a fixed title may be made of."""
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0x2010, 0x2027)) | set(range(0x3000, 0x3018))
    for codec in ("gb2312", "big5"):
        for high in range(0x81, 0xFF):
            for low in range(0x40, 0xFF):
                try:
                    wanted.add(ord(bytes((high, low)).decode(codec)))
                except (UnicodeDecodeError, TypeError):
                    continue
    return wanted


def subset(data: bytes, keep: Iterable[int] | None) -> bytes:
    """The font with only ``keep`` (all mapped characters when None), without hinting and layout."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = Options(
        drop_tables=DROPPED,
        hinting=False,
        layout_features=[],
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
        ignore_missing_unicodes=True,
    )
    worker = Subsetter(options)
    mapped = set(font.getBestCmap())
    worker.populate(unicodes=mapped if keep is None else mapped & set(keep))
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def read(source: Source, packages: Path, hanazono: Path) -> bytes:
    """The upstream font file, refused when its SHA-256 is not the pinned one."""
    if source.archive:
        with tarfile.open(packages / source.archive) as archive:
            member = archive.extractfile(source.member)
            assert member is not None, source.member
            data = member.read()
    else:
        data = hanazono.read_bytes()
    got = hashlib.sha256(data).hexdigest()
    if got != source.sha256:
        raise SystemExit(f"{source.face}: SHA-256 {got}, pinned is {source.sha256}")
    return data


def kept(face: str, built: dict[str, bytes], data: bytes) -> set[int] | None:
    """Code points to keep of a face; None means all."""
    if face == "serif-sc-bold":
        return title_characters()
    if face == "hana-min-b":
        mapped = set(TTFont(io.BytesIO(data), lazy=True).getBestCmap())
        core = (set(TTFont(io.BytesIO(built[name]), lazy=True).getBestCmap()) for name in ("serif-sc", "serif-tc"))
        return mapped.difference(*core)
    return None


def main() -> None:
    """Writes ``*.ttf.xz`` and ``manifest.toml`` beside this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--hanazono", type=Path, required=True)
    given = parser.parse_args()
    built: dict[str, bytes] = {}
    lines = ["# Written by build.py; sha256 is that of the decompressed file.\n"]
    for source in SOURCES:
        data = read(source, given.packages, given.hanazono)
        built[source.face] = subset(data, kept(source.face, built, data))
        packed = lzma.compress(built[source.face], preset=9 | lzma.PRESET_EXTREME)
        (HERE / f"{source.face}.ttf.xz").write_bytes(packed)
        lines.append(
            f'\n[{source.face}]\nfile = "{source.face}.ttf.xz"\n'
            f'sha256 = "{hashlib.sha256(built[source.face]).hexdigest()}"\nsize = {len(built[source.face])}\n'
            f'licence = "{source.licence}"\nlicence_file = "{source.licence_file}"\n'
            f'source = "{source.package}"\nversion = "{source.version}"\n'
        )
        print(source.face, len(data), len(built[source.face]), len(packed), flush=True)
    (HERE / "manifest.toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
