#!/usr/bin/env python3
"""Does what action.yml says, as far as a machine that is not GitHub's can.

usage: check_action.py BINARY      needs check-jsonschema, which carries the schemas of actions and workflows

The action, the workflow and the GitLab example are validated. Then each step of the action that is a shell script is run in the
shell that it names, with its environment filled in from the inputs, files for GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, and a folder
for RUNNER_TEMP; cargo is a stand-in that puts BINARY where `cargo install` would. Steps that use another action are named, not run.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import ruamel.yaml

ROOT = Path(__file__).resolve().parent.parent
FAULTY = "Ministers meet in Nairobi\n\nThe ministers of both the countries met in Nairobi on Monday.\n"
SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}


def fill(text, inputs, outputs):
    """What GitHub puts in the place of ${{ … }}; an expression that is not known here is an error, not an empty text."""
    def one(match):
        expression = match.group(1).strip()
        kind, _, name = expression.partition(".")
        if kind == "inputs" and name in inputs:
            return inputs[name]
        step = re.fullmatch(r"steps\.([\w-]+)\.outputs\.([\w-]+)", expression)
        if step:
            return outputs[step.group(1)][step.group(2)]
        raise ValueError(f"${{{{ {expression} }}}} is not known")
    return re.sub(r"\$\{\{(.*?)\}\}", one, text)


def run(action, binary, folder, given):
    """Runs the action in a folder; gives the status of the step that failed, or 0, and its outputs, standard output and summary."""
    inputs = {name: given.get(name, i.get("default", "")) for name, i in action["inputs"].items()}
    runner = folder / "runner"
    path = runner / "bin"
    path.mkdir(parents=True)
    cargo = path / "cargo"
    cargo.write_text(f'#!/bin/sh\n[ "$*" = "install --locked --path {ROOT}" ] || exit 9\ncp "{binary}" "{path}/copydesk"\n', encoding="utf8")
    cargo.chmod(0o755)
    summary, said, outputs, failed = runner / "summary", [], {}, 0
    for step in action["runs"]["steps"]:
        if "uses" in step:
            print(f"action: not run here: {step['name']} ({step['uses']})")
            continue
        if failed:
            continue
        script, output = runner / "script", runner / "output"
        script.write_text(fill(step["run"], inputs, outputs), encoding="utf8")
        output.write_text("")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GITHUB_")}
        environment |= {k: fill(v, inputs, outputs) for k, v in step.get("env", {}).items()}
        environment |= {"PATH": f"{path}:/usr/bin:/bin", "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(runner)}
        done = subprocess.run([*SHELLS[step["shell"]], str(script)], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said.append(done.stdout)
        outputs[step.get("id", step["name"])] = dict(line.split("=", 1) for line in output.read_text().splitlines())
        failed = done.returncode
    text = summary.read_text(encoding="utf8") if summary.exists() else ""
    return failed, {n: fill(o["value"], inputs, outputs) for n, o in action["outputs"].items()}, "".join(said), text


def main():
    binary = os.path.abspath(sys.argv[1])
    schemas = Path(sys.executable).parent / "check-jsonschema"
    for schema, file in (("github-actions", "action.yml"), ("github-workflows", ".github/workflows/ci.yml"), ("github-workflows", ".github/workflows/release.yml"), ("gitlab-ci", "docs/ci/gitlab.yml")):
        subprocess.run([schemas, "-q", "--builtin-schema", f"vendor.{schema}", str(ROOT / file)], check=True)
    action = ruamel.yaml.YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf8"))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "one/articles").mkdir(parents=True)
        (folder / "one/articles/faulty file.txt").write_text(FAULTY + "\nBoth the ~~~~~~~~ ministers <b>met</b> in Lima.\n", encoding="utf8")
        status, outputs, said, summary = run(action, binary, folder / "one", {"paths": "articles/faulty file.txt", "arguments": "--no-config\n--select\nboth-the"})
        assert status == 1, said
        assert "::warning file=articles/faulty file.txt,line=3" in said, said
        assert '"both-the"' in Path(outputs["sarif"]).read_text(encoding="utf8")
        assert "diagnostic" in summary and summary.count("~~~~~~~~") == 2, summary
        # Only what changed, and nothing did.
        two = folder / "two"
        two.mkdir()
        (two / "faulty.txt").write_text(FAULTY, encoding="utf8")
        for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first"]):
            subprocess.run(["git", "-C", str(two), *command], check=True)
        status, _, said, summary = run(action, binary, two, {"since": "HEAD", "paths": "faulty.txt"})
        assert status == 0 and "::warning" not in said and "0 diagnostics" in summary, said + summary
    print("action: its scripts work; it and the workflow and the GitLab example are valid")


main()
