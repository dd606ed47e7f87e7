//! Who may ask. A server on the loopback address can be reached by every page that the user's browser has open, by a name that leads
//! there for a moment (DNS rebinding) or straight away: so the host that is asked for and the page that asks are both looked at.

use super::answer::Failure;
use hyper::{
    Request, StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use std::collections::BTreeMap;

/// Origins of add-ons of browsers: no page can take one on.
const ADD_ONS: [&str; 3] = ["chrome-extension://", "moz-extension://", "safari-web-extension://"];

/// Who may ask.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Names and addresses besides the loopback ones under which the server is asked for, in small letters.
    hosts: Vec<String>,
    /// Other origins whose pages may ask.
    origins: Vec<String>,
    /// The hash of the word that all must know, where there is one.
    token: Option<blake3::Hash>,
    /// Whether any host may be asked for: where the word is what counts.
    any_host: bool,
}

impl Guard {
    /// This machine under these names too, and pages of these origins.
    pub fn new(hosts: &[String], origins: &[String]) -> Self {
        Self { hosts: hosts.iter().map(|h| h.to_ascii_lowercase()).collect(), origins: origins.to_vec(), ..Self::default() }
    }

    /// Only who knows this word is answered.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(blake3::hash(token.as_bytes()));
        self
    }

    /// Under any name: for a server that stands on more than the loopback address, where the word is what counts.
    #[must_use]
    pub fn any_host(mut self) -> Self {
        self.any_host = true;
        self
    }

    /// Lets a request pass, and gives the other origin whose page may read the answer, where there is one.
    ///
    /// # Errors
    /// 403 for a foreign host or origin.
    pub fn admit<B>(&self, request: &Request<B>) -> Result<Option<HeaderValue>, Failure> {
        let forbidden = |message: String| Failure::new(StatusCode::FORBIDDEN, message);
        let host = match (text(request, &header::HOST), request.uri().authority()) {
            (Some(host), _) => host.to_ascii_lowercase(),
            (None, Some(authority)) => authority.as_str().to_ascii_lowercase(),
            (None, None) => return Err(Failure::wrong("the request names no host")),
        };
        let name = without_port(&host);
        let own = matches!(name, "localhost" | "127.0.0.1" | "[::1]") || self.hosts.iter().any(|h| h == name);
        if !own && !self.any_host {
            return Err(forbidden("asked for under a foreign host name; `--allow-host` names another".to_owned()));
        }
        let Some(value) = request.headers().get(header::ORIGIN) else {
            // Pages can ask without saying who they are; the browser says that it is not this server's page.
            let site = text(request, &HeaderName::from_static("sec-fetch-site"));
            let closed = request.uri().path().starts_with("/api/") || request.uri().path().starts_with("/v2/");
            if closed && matches!(site, Some("cross-site" | "same-site")) {
                return Err(forbidden("asked for by another page".to_owned()));
            }
            return Ok(None);
        };
        let origin = value.to_str().unwrap_or_default();
        let same =
            origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(|o| o.eq_ignore_ascii_case(&host));
        if same {
            return Ok(None);
        }
        let add_on = request.uri().path().starts_with("/v2/") && ADD_ONS.iter().any(|scheme| origin.starts_with(scheme));
        if add_on || self.origins.iter().any(|o| o == origin) {
            return Ok(Some(value.clone()));
        }
        Err(forbidden("asked for by a page of another origin; `--allow-origin` names one that may".to_owned()))
    }

    /// Whether this is the word, where there is one.
    fn knows(&self, word: &str) -> bool {
        // Hashes are compared in the same time wherever they differ.
        self.token.is_none_or(|token| token == blake3::hash(word.as_bytes()))
    }

    /// The same for the word as HTTP carries it.
    ///
    /// # Errors
    /// 401.
    pub fn check_bearer<B>(&self, request: &Request<B>) -> Result<(), Failure> {
        self.check(bearer(request).unwrap_or_default())
    }

    /// The same for the word as LanguageTool's clients send it.
    ///
    /// # Errors
    /// 401.
    pub fn check_key(&self, bearer: Option<&str>, fields: &BTreeMap<String, String>) -> Result<(), Failure> {
        self.check(bearer.or(fields.get("apiKey").map(String::as_str)).unwrap_or_default())
    }

    fn check(&self, word: &str) -> Result<(), Failure> {
        let refused = || Failure::new(StatusCode::UNAUTHORIZED, "a token is needed").with(header::WWW_AUTHENTICATE, "Bearer");
        if self.knows(word) { Ok(()) } else { Err(refused()) }
    }
}

/// The word as HTTP carries it.
pub fn bearer<B>(request: &Request<B>) -> Option<&str> {
    text(request, &header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "))
}

fn text<'r, B>(request: &'r Request<B>, name: &HeaderName) -> Option<&'r str> {
    request.headers().get(name)?.to_str().ok()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, host: &str, more: &[(&str, &str)]) -> Request<()> {
        let request = Request::builder().uri(path).header("host", host);
        more.iter().fold(request, |r, (name, value)| r.header(*name, *value)).body(()).unwrap()
    }

    #[test]
    fn only_own_hosts_are_answered() {
        let guard = Guard::new(&["desk.example".to_owned()], &[]);
        for host in ["localhost", "localhost:8081", "127.0.0.1:9", "[::1]:8081", "[::1]", "LOCALHOST", "desk.example:80"] {
            assert!(guard.admit(&asked("/v2/check", host, &[])).is_ok(), "{host}");
        }
        // The last is a name that leads to this machine for a moment, and one that only begins like an own one.
        for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8081", "10.0.0.1", "", "desk.example.evil:80"] {
            assert!(guard.admit(&asked("/", host, &[])).is_err(), "{host}");
        }
        assert!(guard.any_host().admit(&asked("/", "evil.example", &[])).is_ok());
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let guard = Guard::new(&[], &["https://cms.example".to_owned()]);
        let from = |path: &str, name: &str, value: &str| guard.admit(&asked(path, "localhost:8081", &[(name, value)]));
        assert!(from("/api/check", "origin", "http://localhost:8081").is_ok_and(|o| o.is_none()));
        for origin in ["http://localhost:3000", "https://evil.example", "null", "http://localhost:8081.evil.example", ""] {
            assert!(from("/api/check", "origin", origin).is_err(), "{origin}");
            assert!(from("/v2/check", "origin", origin).is_err(), "{origin}");
        }
        assert_eq!(from("/api/check", "origin", "https://cms.example").unwrap().unwrap(), "https://cms.example");
        assert!(from("/v2/check", "origin", "chrome-extension://abc").is_ok_and(|o| o.is_some()));
        assert!(from("/api/check", "origin", "chrome-extension://abc").is_err(), "add-ons speak LanguageTool's protocol");
        assert!(from("/v2/check", "sec-fetch-site", "cross-site").is_err());
        assert!(from("/", "sec-fetch-site", "cross-site").is_ok(), "a link leads to the page");
    }

    #[test]
    fn the_word_is_asked_for_where_there_is_one() {
        let guard = Guard::default().with_token("wood");
        let with = |value: &str| guard.check_bearer(&asked("/api/check", "localhost", &[("authorization", value)])).is_ok();
        assert_eq!((with("Bearer wood"), with("Bearer woo"), with("Basic wood"), with("")), (true, false, false, false));
        let fields = BTreeMap::from([("apiKey".to_owned(), "wood".to_owned())]);
        assert!(guard.check_key(None, &fields).is_ok() && guard.check_key(None, &BTreeMap::new()).is_err());
        assert!(Guard::default().check_bearer(&asked("/api/check", "localhost", &[])).is_ok());
    }
}
