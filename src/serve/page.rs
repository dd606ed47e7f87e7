//! The page for people, and its files. They are small, are read from the program, and ask nothing of any other place.

use super::{Answer, answer};
use hyper::header::{self, HeaderName, HeaderValue};

/// What the page may do: run its own script, use its own style, and ask its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The files of the page: path, kind, bytes.
static FILES: [(&str, &str, &str); 7] = [
    ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("/page/page.css", "text/css; charset=utf-8", include_str!("page/page.css")),
    ("/page/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    ("/page/app.js", SCRIPT, include_str!("page/app.js")),
    ("/page/engine.js", SCRIPT, include_str!("page/engine.js")),
    ("/page/text.js", SCRIPT, include_str!("page/text.js")),
    ("/page/view.js", SCRIPT, include_str!("page/view.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The file at a path.
pub fn file(path: &str) -> Option<Answer> {
    let (_, kind, bytes) = FILES.iter().find(|(p, ..)| *p == path)?;
    let mut answer = answer::ok(HeaderValue::from_static(kind), *bytes);
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    Some(answer)
}
