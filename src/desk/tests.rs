use super::*;

fn desk() -> Desk {
    Desk::new(Configuration::None, "/desk".into()).unwrap()
}

fn asked(json: &str) -> Request {
    serde_json::from_str(json).unwrap()
}

#[test]
fn paths_lead_to_no_place_outside() {
    let desk = desk();
    for (path, place) in [
        ("a.md", "/desk/a.md"),
        ("../a.md", "/desk/a.md"),
        ("/etc/a.md", "/desk/a.md"),
        ("no/such/folder/a.md", "/desk/a.md"),
        ("..", "/desk/article"),
        ("", "/desk/article"),
    ] {
        assert_eq!(desk.place(path), Path::new(place), "{path}");
    }
}

/// Each wish costs a session: they are kept, and no more of them than a few.
#[test]
fn sessions_are_kept_and_let_go() {
    let desk = desk();
    let wished = |n: usize| Wishes { max_diagnostics: Some(n), ..Wishes::default() };
    let first = desk.wished(&wished(0)).unwrap();
    for n in 1..MAX_SESSIONS + 4 {
        desk.wished(&wished(n)).unwrap();
        assert!(Arc::ptr_eq(&first, &desk.wished(&wished(0)).unwrap()), "what is used stays");
    }
    assert_eq!(desk.others.lock().unwrap().len(), MAX_SESSIONS);
    assert!(Arc::ptr_eq(&desk.wished(&Wishes::default()).unwrap(), desk.session()));
}

#[test]
fn what_makes_no_sense_is_refused_and_said() {
    let desk = desk();
    for (request, part) in [
        ("{}", "no article"),
        (r#"{"text": "a", "articles": [{"text": "b"}]}"#, "not both"),
        (r#"{"text": "a", "settings": {"select": ["doubled-wrod"]}}"#, "doubled-word"),
        (r#"{"text": "a", "settings": {"min-confidence": -1}}"#, "min-confidence"),
        (r#"{"text": "a", "settings": {"language": "xx"}}"#, "xx"),
        (r#"{"text": "a", "settings": {"names": {"accept": ["Kiev"], "prefer": {"Kyiv": ["Kiev"]}}}}"#, "Kiev"),
    ] {
        let refusal = desk.check(&asked(request), &Cancel::default()).unwrap_err();
        assert!(matches!(&refusal, Refusal::Wrong(message) if message.contains(part)), "{request}: {refusal}");
    }
    let many = format!(r#"{{"articles": [{}]}}"#, vec![r#"{"text": "a"}"#; MAX_ARTICLES + 1].join(","));
    assert!(desk.check(&asked(&many), &Cancel::default()).is_err());
    assert!(matches!(desk.explain("both-teh"), Err(Refusal::Missing(message)) if message.contains("both-the")));
    let cancelled = Cancel::default();
    cancelled.cancel();
    assert_eq!(desk.check(&asked(r#"{"text": "It rained in Accra."}"#), &cancelled), Err(Refusal::Cancelled));
}

/// One article that can't be read does not keep the others from it.
#[test]
fn the_rest_is_still_checked() {
    let request = asked(r#"{"articles": [{"text": "MZ", "path": "a.exe"}, {"text": "a", "format": "docx9"}, {"text": "The the port."}]}"#);
    let answer: Value = serde_json::from_str(&desk().check(&request, &Cancel::default()).unwrap()).unwrap();
    assert_eq!(answer["problems"].as_array().unwrap().len(), 2, "{answer}");
    assert_eq!(answer["diagnostics"][0]["rule"], "doubled-word");
}

#[test]
fn names_that_are_settled_hold_for_their_request_alone() {
    let desk = desk();
    let text = "The ministers met in Riga on Monday. President Andris Kalvītis met them. Asked about it, Kalvitis smiled.";
    let count = |settings: Value| {
        let request = asked(&json!({"text": text, "settings": settings}).to_string());
        let answer: Value = serde_json::from_str(&desk.check(&request, &Cancel::default()).unwrap()).unwrap();
        answer["diagnostics"].as_array().unwrap().iter().filter(|d| d["group"] == "name").count()
    };
    assert_eq!((count(json!({})), count(json!({"names": {"accept": ["Kalvitis"]}})), count(json!({}))), (1, 0, 1));
}
