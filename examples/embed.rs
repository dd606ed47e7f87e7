//! The library in another program: an article is opened, checked, edited and checked again.
//!
//! `cargo run --example embed`; nothing of the command line is compiled with `--no-default-features`.

use copydesk::session::{Cancel, Error, Input, Session, Settings};

fn main() -> Result<(), Error> {
    let session = Session::new(Settings { incremental: true, ..Settings::default() })?;
    let article = session.open(Input::text("draft.md", "# Talks in Nairobi\n\nMinisters of both the countries met on Monday.\n"))?;
    let report = session.check(article, &Cancel::default())?;
    for d in &report.diagnostics {
        println!("{}:{}: {}[{}] {}", d.start.line, d.start.column, d.severity, d.rule, d.message);
    }
    if let Some(source) = &report.source {
        let fixes = session.fixes(article, source, &report.diagnostics, copydesk::diagnostic::Applicability::Unsafe)?;
        session.edit(article, &fixes)?;
    }
    let left = session.check(article, &Cancel::default())?.diagnostics.len();
    println!("{} left in: {}", left, session.source(article)?.text());
    Ok(())
}
