//! LanguageTool's protocol (<https://languagetool.org/http-api/>), so that whatever speaks it can ask here: word processors, browser
//! add-ons, content systems, editors. What a client sends that means nothing here (its dictionaries, a mother tongue) is passed over.

mod annotated;
mod ask;
mod matches;

use super::{
    Answer, Failure, Server, allow,
    answer::{self, JSON, TEXT},
    body, guard,
};
use crate::{
    analysis::Language,
    desk::{Draft, Refusal},
    session::Wanted,
};
use ask::Ask;
use hyper::{Method, Request, StatusCode, body::Incoming};
use serde_json::{Value, json};
use std::{net::IpAddr, sync::Arc};

/// Answers a request to `/v2/` and this path.
pub async fn answer(server: Arc<Server>, peer: IpAddr, path: &str, request: Request<Incoming>) -> Result<Answer, Failure> {
    let given = match path {
        "check" => check(server, peer, request).await,
        "languages" => get(&request, JSON, || languages().to_string()),
        "maxtextlength" => get(&request, TEXT, || server.limits.bytes.to_string()),
        "healthcheck" => get(&request, TEXT, || "OK".to_owned()),
        "info" => get(&request, JSON, || json!({"software": software()}).to_string()),
        _ => Err(Failure::missing(&format!("/v2/{path}"))),
    };
    given.map_err(Failure::plain)
}

fn get(request: &Request<Incoming>, kind: hyper::header::HeaderValue, body: impl FnOnce() -> String) -> Result<Answer, Failure> {
    allow(request, &[Method::GET])?;
    Ok(answer::ok(kind, body()))
}

async fn check(server: Arc<Server>, peer: IpAddr, request: Request<Incoming>) -> Result<Answer, Failure> {
    allow(&request, &[Method::GET, Method::POST])?;
    let _place = server.queue.enter(peer)?;
    let mut fields = body::fields(request.uri().query().unwrap_or_default().as_bytes());
    let (kind, bearer) = (body::kind(&request), guard::bearer(&request).map(str::to_owned));
    let bytes = body::whole(request.into_body(), server.limits.bytes).await?;
    if kind == "application/json" {
        fields.extend(ask::json_fields(&bytes)?);
    } else if matches!(kind.as_str(), "application/x-www-form-urlencoded" | "text/plain" | "") {
        // Some clients send a form and call it text.
        fields.extend(ask::form_fields(&bytes));
    } else {
        let message = format!("a body of the kind {kind} is not read here; send a form or JSON");
        return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    server.guard.check_key(bearer.as_deref(), &fields)?;
    let ask = Ask::read(&fields)?;
    let text = server.work(move |desk, cancel| {
        let session = desk.wished(&ask.wishes(desk))?;
        let draft = Draft { text: ask.text.plain().to_owned(), format: Some("plain".to_owned()), ..Draft::default() };
        let mut report = desk.read(&session, &draft, Wanted::OUTLINE, cancel)?;
        if let (None, Some(problem)) = (&report.source, report.problems.first()) {
            return Err(Refusal::Wrong(problem.message.clone()));
        }
        report.cut();
        Ok(matches::answer(&ask, &report, desk).to_string())
    });
    Ok(answer::ok(JSON, text.await?))
}

/// What names this program where LanguageTool names itself.
fn software() -> Value {
    json!({
        "name": "copydesk", "version": env!("CARGO_PKG_VERSION"), "buildDate": null, "apiVersion": 1, "premium": false,
        "premiumHint": "", "status": "",
    })
}

/// Languages that clients name with a country: only these mean more than their first part to a client that asks what there is.
const VARIANTS: [(&str, &str, &str); 15] = [
    ("en", "en-US", "English (US)"),
    ("en", "en-GB", "English (GB)"),
    ("en", "en-AU", "English (Australian)"),
    ("en", "en-CA", "English (Canadian)"),
    ("en", "en-NZ", "English (New Zealand)"),
    ("en", "en-ZA", "English (South African)"),
    ("de", "de-DE", "German (Germany)"),
    ("de", "de-AT", "German (Austria)"),
    ("de", "de-CH", "German (Swiss)"),
    ("fr", "fr-FR", "French (France)"),
    ("it", "it-IT", "Italian (Italy)"),
    ("nl", "nl-NL", "Dutch (Netherlands)"),
    ("pl", "pl-PL", "Polish (Poland)"),
    ("pt", "pt-BR", "Portuguese (Brazil)"),
    ("pt", "pt-PT", "Portuguese (Portugal)"),
];

/// Every language that is told apart: what is read in each, `copydesk rules --language` says.
fn languages() -> Value {
    let plain = Language::all().map(|l| json!({"name": l.to_string(), "code": l.code(), "longCode": l.code()}));
    let variants = VARIANTS.iter().map(|(code, long, name)| json!({"name": name, "code": code, "longCode": long}));
    Value::Array(plain.chain(variants).collect())
}
