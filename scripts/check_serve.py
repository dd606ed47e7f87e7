"""LanguageTool's own Python client asks `copydesk serve`; what is answered under /api holds to the schema that is served there.

usage: check_serve.py ADDRESS    called by check_serve.sh, with language_tool_python and jsonschema at hand
"""

import json
import sys
import urllib.request

import jsonschema
import language_tool_python

TEXT = "\U0001f600 The ministers of both the countries met in Nairobi on Monday. The the talks go on."


def language_tool(address):
    with language_tool_python.LanguageTool("en-US", remote_server=address.rstrip("/")) as tool:
        found = tool.check(TEXT)
        rules = [getattr(m, "rule_id", None) or m.ruleId for m in found]
        assert rules == ["both-the", "doubled-word"], found
        for match, part in zip(found, ["both the countries", "The the"]):
            length = getattr(match, "error_length", None) or match.errorLength
            assert TEXT[match.offset : match.offset + length] == part, (match, "the client turns UTF-16 into characters")
        fixed = tool.correct(TEXT)
        assert fixed == TEXT.replace("both the", "both").replace("The the", "The"), fixed
        tool.disabled_rules = {"both-the"}
        assert len(tool.check(TEXT)) == 1


def own(address):
    def ask(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    schema = ask("api/schema")

    def holds(name, value):
        jsonschema.validate(value, {**schema, "$ref": f"#/components/schemas/{name}"})

    article = {"text": "Talks in Riga\n\n" + TEXT + " President Andris Kalvītis met them. Kalvitis smiled.", "path": "a.md"}
    for path, name in [("check", "Report"), ("triage", "Ranking"), ("names", "Names")]:
        request = {"articles": [article, {"text": "x", "path": "a.exe"}], "settings": {"min-confidence": 0.1}}
        holds("Request", request)
        answer = ask(f"api/{path}", request)
        holds(name, answer)
        assert answer["problems"], "what can't be read is told"
    outline = ask("api/check", {**article, "outline": True})
    holds("Report", outline)
    change = [{"span": d["span"], "replacement": d["suggestions"][0]["replacement"]} for d in outline["diagnostics"] if d["rule"] == "both-the"]
    request = {"text": article["text"], "changes": change}
    holds("FixRequest", request)
    holds("Fixed", ask("api/fix", request))
    rules = ask("api/rules")
    for rule in rules:
        holds("Rule", rule)
    holds("Rule", ask("api/rules/both-the"))
    served = {p for p in schema["paths"]}
    assert served == {f"/api/{p}" for p in ["check", "triage", "names", "fix", "rules", "rules/{rule}", "schema"]}, served
    print(f"serve: LanguageTool's client and {len(served)} paths hold, {len(rules)} rules")


if __name__ == "__main__":
    language_tool(sys.argv[1])
    own(sys.argv[1])
