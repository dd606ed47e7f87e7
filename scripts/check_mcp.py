"""The protocol's own Python client speaks with `copydesk mcp`.

usage: check_mcp.py BINARY    called by check_mcp.sh, with `mcp` and `jsonschema` at hand
"""

import asyncio
import sys

import jsonschema
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

TEXT = "The ministers of both the countries met in Nairobi on Monday. President Andris Kalvītis met them. Kalvitis smiled."


async def main(binary):
    server = StdioServerParameters(command=binary, args=["mcp", "--no-config"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        assert "copydesk" in str(hello), hello
        tools = {t.name: t for t in (await session.list_tools()).tools}
        assert set(tools) == {"check", "explain", "triage", "names"}, tools
        calls = {"check": {"text": TEXT}, "explain": {"rule": "both-the"}, "triage": {"articles": [{"text": TEXT}]}, "names": {"text": TEXT}}
        for name, arguments in calls.items():
            schemas = tools[name].model_dump(by_alias=True)
            jsonschema.validate(arguments, schemas["inputSchema"])
            # The client holds the answer against the tool's schema of it.
            answer = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            assert not answer["isError"], answer
            jsonschema.validate(answer["structuredContent"], schemas["outputSchema"])
        found = (await session.call_tool("check", {"text": TEXT})).model_dump(by_alias=True)["structuredContent"]["diagnostics"]
        assert {"both-the", "name-variant"} <= {d["rule"] for d in found}, found
        wrong = (await session.call_tool("check", {})).model_dump(by_alias=True)
        assert wrong["isError"] and "no article" in wrong["content"][0]["text"], wrong
    print(f"mcp: {len(calls)} tools answer the protocol's own client")


asyncio.run(main(sys.argv[1]))
