"""Reads one file with a Python engine, again and again: engines.py <engine> <file> <seconds>.

Prints how often a second that went, or nothing and exit code 3 if the engine is not here.
Prints the version of an engine, or the same: engines.py version <engine>.
"""

import importlib.metadata
import os
import sys
import tempfile
import time


def pandas(path):
    import pandas as engine

    with tempfile.NamedTemporaryFile(suffix=".json") as target:
        engine.read_csv(path).to_json(target.name, orient="records", lines=True)
        return os.path.getsize(target.name)


def openpyxl(path):
    import openpyxl as engine

    workbook = engine.load_workbook(path, read_only=True)
    return sum(len(row) for sheet in workbook for row in sheet.iter_rows(values_only=True))


def docx(path):
    import docx as engine

    document = engine.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return sum(len(paragraph.text) for paragraph in document.paragraphs) + len(cells)


def bs4(path):
    import bs4 as engine

    with open(path, "rb") as page:
        soup = engine.BeautifulSoup(page, "lxml")
    return len(soup.get_text()) + len([link.get("href") for link in soup.find_all("a")])


def fitz(path):
    import fitz as engine

    with engine.open(path) as document:
        return sum(len(page.get_text()) for page in document)


def version(engine):
    packages = {"bs4": "beautifulsoup4", "docx": "python-docx", "fitz": "PyMuPDF"}
    return importlib.metadata.version(packages.get(engine, engine))


def main():
    engine, path = globals()[sys.argv[1]], sys.argv[2]
    try:
        first = engine(path)
    except ImportError as e:
        print(e, file=sys.stderr)
        sys.exit(3)
    if engine is version:
        print(first)
        return
    seconds = float(sys.argv[3])
    begun = time.perf_counter()
    count = 0
    while count == 0 or time.perf_counter() - begun < seconds:
        assert engine(path) > 0
        count += 1
    print(count / (time.perf_counter() - begun))


main()
