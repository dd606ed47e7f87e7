#!/usr/bin/env bash
# A fix leaves documents that other programs open: python-docx and odfpy make them, copydesk fixes them, both open them again.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${1:-target/release/copydesk}
bin=$(realpath "$bin")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 odfpy==1.4.1
"$work/env/bin/python" - "$work" <<'PY'
import sys
import docx
from odf import text
from odf.opendocument import OpenDocumentText

folder = sys.argv[1]
document = docx.Document()
document.add_heading("Ministers agree on ferry fleet", 0)
paragraph = document.add_paragraph("The ministers of both ")
paragraph.add_run("the coun").bold = True
paragraph.add_run("tries met at the port of Mombasa.")
document.add_paragraph("Forty boats for Mombasa", style="List Bullet")
document.add_table(1, 1).cell(0, 0).text = "40"
document.save(f"{folder}/a.docx")
odt = OpenDocumentText()
odt.text.addElement(text.H(outlinelevel=1, text="Ministers agree on ferry fleet"))
odt.text.addElement(text.P(text="The ministers of both the countries met at the port of Mombasa."))
odt.save(f"{folder}/a.odt")
PY
status=0
"$bin" check --no-config --quiet --select both-the --fix "$work/a.docx" "$work/a.odt" || status=$?
[ "$status" -le 1 ]
"$work/env/bin/python" - "$work" <<'PY'
import sys
import docx
from odf import teletype, text
from odf.opendocument import load

folder = sys.argv[1]
wanted = "The ministers of both countries met at the port of Mombasa."
paragraphs = [p.text for p in docx.Document(f"{folder}/a.docx").paragraphs]
assert paragraphs == ["Ministers agree on ferry fleet", wanted, "Forty boats for Mombasa"], paragraphs
assert any(r.bold for r in docx.Document(f"{folder}/a.docx").paragraphs[1].runs), "the formatting is gone"
found = [teletype.extractText(p) for p in load(f"{folder}/a.odt").getElementsByType(text.P)]
assert found == [wanted], found
print("documents open again after a fix: docx, odt")
PY
