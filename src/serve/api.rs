//! copydesk's own JSON, under `/api`: the same as the command line writes. `openapi.json` describes it.

use super::{
    Answer, Failure, Server, allow,
    answer::{self, JSON, LINES},
    body::{self, Lines},
    limits::Admission,
};
use crate::{
    desk::{Desk, FixRequest, Refusal, Request as Asked, Wishes},
    report::json,
    session::{Cancel, Session},
};
use http_body_util::channel::{Channel, Sender};
use hyper::{
    Method, Request, StatusCode,
    body::{Bytes, Incoming},
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, VecDeque},
    convert::Infallible,
    future,
    net::IpAddr,
    sync::Arc,
};
use tokio::task::{self, JoinHandle};

/// What is asked and answered here, for programs to read.
const SCHEMA: &str = include_str!("openapi.json");

/// Answers a request to `/api/` and this path.
pub async fn answer(server: Arc<Server>, peer: IpAddr, path: &str, request: Request<Incoming>) -> Result<Answer, Failure> {
    match path {
        "check" | "triage" | "names" | "fix" => allow(&request, &[Method::POST])?,
        _ => allow(&request, &[Method::GET])?,
    }
    let place = server.queue.enter(peer)?;
    match path {
        "check" if matches!(body::kind(&request).as_str(), "application/x-ndjson" | "application/jsonl") => {
            stream(server, place, request).await
        }
        "check" => given(&server, request, Desk::check).await,
        "triage" => given(&server, request, Desk::triage).await,
        "names" => given(&server, request, Desk::names).await,
        "fix" => {
            if body::kind(&request) != "application/json" {
                return Err(unknown_kind(&body::kind(&request), "application/json"));
            }
            let asked: FixRequest = read(&body::whole(request.into_body(), server.limits.bytes).await?)?;
            Ok(answer::ok(JSON, server.work(move |desk, cancel| desk.fix(&asked, cancel)).await? + "\n"))
        }
        "rules" => Ok(answer::ok(JSON, server.work(|desk, _| Ok(json::text(&desk.rules()))).await? + "\n")),
        "schema" => Ok(answer::ok(JSON, SCHEMA)),
        _ => match path.strip_prefix("rules/") {
            Some(rule) => {
                let rule = rule.to_owned();
                Ok(answer::ok(JSON, server.work(move |desk, _| desk.explain(&rule).map(|r| json::text(&r))).await? + "\n"))
            }
            None => Err(Failure::missing(&format!("/api/{path}"))),
        },
    }
}

/// What the desk says of the articles of a request.
async fn given(
    server: &Server,
    request: Request<Incoming>,
    what: fn(&Desk, &Asked, &Cancel) -> Result<String, Refusal>,
) -> Result<Answer, Failure> {
    let (kind, query) = (body::kind(&request), body::fields(request.uri().query().unwrap_or_default().as_bytes()));
    let asked = if kind == "application/json" {
        if let Some(name) = query.keys().next() {
            return Err(Failure::wrong(format!("`{name}` belongs in the JSON body")));
        }
        read::<Asked>(&body::whole(request.into_body(), server.limits.bytes).await?)?
    } else {
        // A file as it is: its kind or its path says what it holds.
        let format = match kind.as_str() {
            "text/plain" => Some("plain"),
            "text/markdown" => Some("markdown"),
            "text/html" => Some("html"),
            "application/octet-stream" => None,
            _ => return Err(unknown_kind(&kind, "application/json, text/plain, text/markdown, text/html, or application/octet-stream")),
        };
        let (wishes, path, named) = wishes(query)?;
        let format = named.or_else(|| format.filter(|_| path.is_none()).map(str::to_owned));
        let bytes = body::whole(request.into_body(), server.limits.bytes).await?;
        Asked { path, format, settings: wishes, bytes: Some(bytes), ..Asked::default() }
    };
    let text = server.work(move |desk, cancel| what(desk, &asked, cancel)).await?;
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Ok(answer::ok(JSON, text + end))
}

fn unknown_kind(kind: &str, known: &str) -> Failure {
    let named = if kind.is_empty() { "without a Content-Type".to_owned() } else { format!("of the kind {kind}") };
    Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("a body {named} is not read here; send {known}"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|e| Failure::wrong(format!("not valid UTF-8 (byte {})", e.valid_up_to())))?;
    serde_json::from_str(text).map_err(|e| Failure::wrong(format!("not what is expected here: {e}")))
}

/// What a query wishes, and the path and format that it names.
fn wishes(query: BTreeMap<String, String>) -> Result<(Wishes, Option<String>, Option<String>), Failure> {
    let (mut wishes, mut path, mut format) = (Wishes::default(), None, None);
    let list = |value: &str| value.split(',').map(str::to_owned).collect::<Vec<_>>();
    for (name, value) in query {
        let wrong = |what: &str| Failure::wrong(format!("`{name}` must be {what}"));
        match name.as_str() {
            "path" => path = Some(value),
            "format" => format = Some(value),
            "select" => wishes.select = Some(list(&value)),
            "ignore" => wishes.ignore = list(&value),
            "language" => wishes.language = Some(value),
            "min-confidence" => wishes.min_confidence = Some(value.parse().map_err(|_| wrong("a number from 0 to 1"))?),
            "max-diagnostics" => wishes.max_diagnostics = Some(value.parse().map_err(|_| wrong("a number"))?),
            "triage" => wishes.triage = Some(value.parse().map_err(|_| wrong("true or false"))?),
            other => return Err(Failure::wrong(format!("no setting is called `{other}`"))),
        }
    }
    Ok((wishes, path, format))
}

/// Articles one a line; each is answered on a line, in its place, while later ones still come in.
async fn stream(server: Arc<Server>, place: Admission, request: Request<Incoming>) -> Result<Answer, Failure> {
    let (wishes, path, format) = wishes(body::fields(request.uri().query().unwrap_or_default().as_bytes()))?;
    if path.is_some() || format.is_some() {
        return Err(Failure::wrong("`path` and `format` belong in each line"));
    }
    let session = server.work(move |desk, _| desk.wished(&wishes)).await?;
    let (sender, body) = Channel::new(4);
    task::spawn(async move {
        answer_lines(&server, session, Lines::new(request.into_body(), server.limits.bytes), sender).await;
        drop(place);
    });
    Ok(answer::streamed(LINES, body))
}

async fn answer_lines(server: &Arc<Server>, session: Arc<Session>, mut lines: Lines, mut sender: Sender<Bytes, Infallible>) {
    // A few lines ahead are read by other cores.
    let ahead = 2 * server.limits.threads.max(1);
    let mut waiting: VecDeque<JoinHandle<Result<String, Failure>>> = VecDeque::new();
    let mut over = false;
    loop {
        let more = !over && waiting.len() < ahead;
        if waiting.is_empty() && over {
            return;
        }
        let first = async {
            match waiting.front_mut() {
                Some(first) => first.await,
                None => future::pending().await,
            }
        };
        // A client may wait for an answer before it sends the next line.
        let text = tokio::select! {
            biased;
            done = first => {
                waiting.pop_front();
                match done {
                    Ok(Ok(text)) => text,
                    Ok(Err(failure)) => failure.line(),
                    Err(_) => Failure::busy().line(),
                }
            }
            line = lines.next(), if more => match line {
                Ok(Some(line)) => {
                    let (server, session) = (Arc::clone(server), Arc::clone(&session));
                    waiting.push_back(task::spawn(async move {
                        server.work(move |desk, cancel| desk.check_line(&session, &line, cancel)).await
                    }));
                    continue;
                }
                Ok(None) => {
                    over = true;
                    continue;
                }
                Err(failure) => {
                    over = true;
                    let failed = failure.line();
                    waiting.push_back(task::spawn(async move { Ok(failed) }));
                    continue;
                }
            },
        };
        // Nobody reads any more: what is not begun is not begun.
        if sender.send_data(Bytes::from(text + "\n")).await.is_err() {
            waiting.iter().for_each(JoinHandle::abort);
            return;
        }
    }
}
