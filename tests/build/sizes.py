"""Tells how large each function's binary and its zip file are, and fails when one is larger than it may be.

A cold start reads the whole binary, and a deployment uploads every zip file.
"""

import io
import pathlib
import sys
import zipfile

MEGABYTE = 1_000_000
LARGEST_BINARY, LARGEST_ZIP = 6.5, 3.0


def zipped(files: list[pathlib.Path]) -> int:
    """The size of what `sam deploy` uploads, in bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return len(whole.getvalue())


def main(deployed: pathlib.Path, built: pathlib.Path) -> int:
    functions = sorted(path.parent for path in deployed.glob("*/bootstrap"))
    names = {path.parent.name for path in built.glob("*/bootstrap")}
    expected = {path.name for path in pathlib.Path("functions").iterdir()}
    if names != expected or len(functions) != len(expected):
        print(f"not {sorted(expected)} were built, but {sorted(names)}")
        print(f"{len(functions)} of them are to be deployed")
        return 1
    too_large = []
    print(f"{'':24}{'binary':>9}{'zip':>9}")
    for function in functions:
        files = [path for path in function.rglob("*") if path.is_file()]
        binary = sum(path.stat().st_size for path in files) / MEGABYTE
        archive = zipped(files) / MEGABYTE
        print(f"{function.name:24}{binary:>6.2f} MB{archive:>6.2f} MB")
        if binary > LARGEST_BINARY or archive > LARGEST_ZIP:
            too_large.append(function.name)
    for name in too_large:
        print(f"{name} is larger than {LARGEST_BINARY} MB, or {LARGEST_ZIP} MB zipped")
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:])))
