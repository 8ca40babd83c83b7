"""Writes the Parquet files beside it. Run with pyarrow: python make.py"""
import itertools, os
import pyarrow as pa
import pyarrow.parquet as pq

here = os.path.dirname(os.path.abspath(__file__))
ROWS = 300
text = [None if i % 7 == 3 else f"row {i} " + "kopi é " * (i % 5) for i in range(ROWS)]
lists = [None if i % 11 == 5 else [None if j == 2 else f"part {i}.{j}" for j in range(i % 4)] for i in range(ROWS)]
table = pa.table({
    "number": pa.array(range(ROWS), pa.int64()),
    "url": [f"https://a.example/{i}" for i in range(ROWS)],
    "text": text,
    "content": pa.array(lists, pa.list_(pa.string())),
})
for codec, version, encoding in itertools.product(
    ["NONE", "SNAPPY", "GZIP", "ZSTD"], ["1.0", "2.0"], ["PLAIN", "DICT", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]
):
    if codec in ("GZIP", "ZSTD") and encoding.startswith("DELTA"):
        continue
    leaves = ["text", "url", "content.list.element"]
    options = {"use_dictionary": leaves} if encoding == "DICT" else {
        "use_dictionary": False, "column_encoding": {leaf: encoding for leaf in leaves}}
    pq.write_table(
        table, f"{here}/" + f"{codec}-{version}-{encoding}.parquet".lower(), compression=codec, data_page_version=version,
        row_group_size=120, data_page_size=600, write_statistics=False, **options)
pq.write_table(pa.table({"n": [1, 2], "m": [0.5, 1.5]}), f"{here}/no-strings.parquet")
pq.write_table(pa.table({"words": ["satu", "dua"], "n": [1, 2]}), f"{here}/other-names.parquet")
pq.write_table(pa.table({"text": pa.array([{"a": "satu", "b": "dua"}, {"a": None, "b": "tiga"}])}), f"{here}/struct.parquet")
pq.write_table(pa.table({"text": ["satu"]}), f"{here}/lz4.parquet", compression="LZ4")
