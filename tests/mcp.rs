//! `copydesk mcp` as a client speaks to it: lines of JSON-RPC over pipes.

#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

struct Spoken {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Spoken {
    fn new() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["mcp", "--no-config"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take(), BufReader::new(process.stdout.take().unwrap()));
        let mut spoken = Self { process, input, output, asked: 0 };
        let hello = spoken.ask(
            "initialize",
            &json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}),
        );
        assert_eq!(hello["result"]["serverInfo"]["name"], "copydesk", "{hello}");
        spoken.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string());
        spoken
    }

    fn send(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n")).and_then(|()| input.flush()).unwrap();
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string());
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has gone before it answered {method}");
            let answer: Value = serde_json::from_str(&line).unwrap();
            if answer["id"] == json!(id) {
                return answer;
            }
        }
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({"name": tool, "arguments": arguments}))["result"].clone()
    }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const TEXT: &str = "The ministers of both the countries met in Nairobi on Monday.";

#[test]
fn tools_are_listed_and_answer() {
    let mut spoken = Spoken::new();
    let tools = spoken.ask("tools/list", &json!({}));
    let names: Vec<&str> = tools["result"]["tools"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["check", "explain", "triage", "names"]);
    let checked = spoken.call("check", &json!({"text": TEXT}));
    let found = &checked["structuredContent"]["diagnostics"][0];
    assert_eq!((&found["rule"], &found["suggestions"][0]["replacement"]), (&json!("both-the"), &json!("both countries")), "{checked}");
    // Clients that know no structure read the same as text.
    let text: Value = serde_json::from_str(checked["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, checked["structuredContent"]);
    let explained = spoken.call("explain", &json!({"rule": "both-the"}));
    assert!(explained["structuredContent"]["text"].as_str().unwrap().contains("Left alone"), "{explained}");
    let several = json!({"articles": [{"path": "a.md", "text": TEXT}, {"path": "b.md", "text": "The the road. The the port."}]});
    let ranked = spoken.call("triage", &several);
    assert_eq!(ranked["structuredContent"]["articles"][0]["path"], "b.md", "{ranked}");
    let names = spoken.call("names", &json!({"text": "President Andris Kalvītis met the leaders of three parties in Riga on Thursday. Asked about it, Kalvitis smiled."}));
    assert!(names.to_string().contains("Kalvītis"), "{names}");
}

#[test]
fn what_makes_no_sense_is_said_and_the_server_lives() {
    let mut spoken = Spoken::new();
    for (tool, arguments, part) in [
        ("check", json!({}), "no article"),
        ("check", json!({"text": 3}), "arguments"),
        ("check", json!({"text": "a", "colour": "red"}), "colour"),
        ("check", json!({"text": "a", "settings": {"select": ["both-teh"]}}), "both-the"),
        ("explain", json!({"rule": "no-such-rule"}), "no-such-rule"),
        ("explain", json!({}), "rule"),
    ] {
        let answer = spoken.call(tool, &arguments);
        let said = answer["content"][0]["text"].as_str().unwrap_or_default();
        assert!(answer["isError"] == json!(true) && said.contains(part), "{tool} {arguments}: {answer}");
    }
    assert!(spoken.ask("tools/call", &json!({"name": "delete", "arguments": {}}))["error"].is_object());
    assert!(spoken.ask("no/such/method", &json!({}))["error"].is_object());
    spoken.send("{\"jsonrpc\":");
    spoken.send("nonsense");
    let long = json!({"text": TEXT.repeat(2000)});
    assert!(spoken.call("check", &long)["isError"] != json!(true));
    assert_eq!(spoken.call("check", &json!({"text": TEXT}))["isError"], json!(false));
    // The client goes, and the server with it.
    spoken.input = None;
    assert!(spoken.process.wait().unwrap().success());
}
