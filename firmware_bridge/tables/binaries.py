"""Files that are no text, known by how they begin, and how a table is got out of each."""

_AS_CSV = "export it as CSV there"
KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls): save it as CSV or .xlsx"),
    (b"PAR1", "a Parquet file: write it as CSV first"),
    (b"ARROW1", "a Feather or Arrow file: write it as CSV first"),
    (b"\x89HDF", "an HDF5 or MATLAB 7.3 file: write its columns as CSV first"),
    (b"MATLAB 5.0", "a MATLAB file: write its columns with writematrix(..., 'x.csv')"),
    (b"TDSm", "a LabVIEW TDMS file: save it as .lvm or CSV"),
    (b"XDF:", "a LabRecorder file: write its stream as CSV first"),
    (b"SQLite format 3", "a database; a record of Steadyhold becomes CSV by `steadyhold export`"),
    (b"\x93NUMPY", "a numpy file: write it with numpy.savetxt"),
    (b"CFWB", "a LabChart binary file: export it as text there"),
    (b"%PDF", f"a PDF: {_AS_CSV}"),
    (b"\x89PNG", "a picture: the numbers behind it are needed"),
    (b"\xff\xd8\xff", "a picture: the numbers behind it are needed"),
    (b"RIFF", "a sound or film: the numbers behind it are needed"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first (bunzip2)"),
    (b"\xfd7zXZ", "an xz file: unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file: unpack it first (unzstd)"),
)
C3D_SECOND_BYTE = 0x50


def kind_of_binary(head: bytes) -> str:
    """A sentence that names the kind and the way out; empty where it may be text."""
    for start, kind in KINDS:
        if head.startswith(start):
            return f"this is {kind}"
    if len(head) > 512 and head[1] == C3D_SECOND_BYTE and head[0] < 20 and b"\0" in head[:512]:
        return "this is a C3D file: export the analog channels as CSV"
    return ""
