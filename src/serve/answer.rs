//! What goes out.

use crate::{desk::Refusal, report::json};
use http_body_util::{Either, Full, channel::Channel};
use hyper::{
    Request, Response, StatusCode,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};
use serde_json::json;
use std::{convert::Infallible, fmt::Display, time::Duration};

/// The body of an answer: whole, or sent piece by piece.
pub type Body = Either<Full<Bytes>, Channel<Bytes, Infallible>>;

/// An answer.
pub type Answer = Response<Body>;

/// JSON.
pub const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// JSON, one value a line.
pub const LINES: HeaderValue = HeaderValue::from_static("application/x-ndjson");
/// Text.
pub const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// An answer that is there.
pub fn ok(kind: HeaderValue, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Either::Left(Full::new(body.into())));
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

/// An answer that comes piece by piece.
pub fn streamed(kind: HeaderValue, body: Channel<Bytes, Infallible>) -> Answer {
    let mut answer = Response::new(Either::Right(body));
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

/// What a browser asks before it lets another origin's page ask.
pub fn preflight<B>(request: &Request<B>) -> Answer {
    let mut answer = ok(TEXT, Bytes::new());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Authorization, Content-Type, Accept"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    if request.headers().contains_key("access-control-request-private-network") {
        headers.insert(HeaderName::from_static("access-control-allow-private-network"), HeaderValue::from_static("true"));
    }
    answer
}

/// What every answer has: what a browser may do with it. A page of `origin` may read it, where one is named.
pub fn secured(mut answer: Answer, origin: Option<HeaderValue>) -> Answer {
    let headers = answer.headers_mut();
    let set = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::VARY, "Origin"),
    ];
    for (name, value) in set {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    match origin {
        Some(origin) => _ = headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin),
        None => ["methods", "headers", "private-network"].iter().for_each(|what| {
            headers.remove(format!("access-control-allow-{what}"));
        }),
    }
    answer
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Failure {
    /// HTTP's number for it.
    pub status: StatusCode,
    message: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// As LanguageTool says it: a line of text.
    plain: bool,
}

impl Failure {
    /// A failure in words.
    pub fn new(status: StatusCode, message: impl Display) -> Self {
        Self { status, message: message.to_string(), headers: Vec::new(), plain: false }
    }

    /// What is asked makes no sense.
    pub fn wrong(message: impl Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// There is nothing at this path.
    pub fn missing(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("nothing is here: {path}"))
    }

    /// Too many ask.
    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at a time").later()
    }

    /// It took too long.
    pub fn slow(limit: Duration) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, format!("the check took longer than {} seconds", limit.as_secs()))
    }

    /// The request is larger than this.
    pub fn large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, format!("larger than the limit of {limit} bytes (`--max-request` raises it)"))
    }

    /// To be tried again.
    pub fn later(self) -> Self {
        self.with(header::RETRY_AFTER, "1")
    }

    /// With a header.
    pub fn with(mut self, name: HeaderName, value: impl AsRef<str>) -> Self {
        self.headers.extend(HeaderValue::from_str(value.as_ref()).ok().map(|value| (name, value)));
        self
    }

    /// As LanguageTool says it.
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// The same as a line among others.
    pub fn line(&self) -> String {
        json::text(&json!({"error": self.message}))
    }

    /// The answer that says so.
    pub fn into_answer(self) -> Answer {
        let mut answer = match self.plain {
            true => ok(TEXT, format!("Error: {}", crate::report::clean::line(&self.message))),
            false => ok(JSON, self.line() + "\n"),
        };
        *answer.status_mut() = self.status;
        answer.headers_mut().extend(self.headers);
        answer
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::Wrong(_) => StatusCode::BAD_REQUEST,
            Refusal::Missing(_) => StatusCode::NOT_FOUND,
            Refusal::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self::new(status, refusal)
    }
}
