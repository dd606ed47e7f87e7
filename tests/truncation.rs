//! The fixtures of the truncation rules: `tests/rules/truncation.md`.

use copydesk::{
    diagnostic::Group,
    document::Format,
    engine::{Linter, Options},
    rules,
    source::Source,
};

/// Paragraphs of a report around each entry, by language.
const FRAMES: &[(&str, [&str; 5])] = &[
    (
        "",
        [
            "Council votes for harbour plan",
            "The council met on Monday and voted for the plan. Two members were absent from the session.",
            "The work will begin in spring, the mayor said, and will take two years.",
            "A second vote is planned for the autumn. The council expects no change.",
            "The harbour was built in 1911 and has not been dredged since the war.",
        ],
    ),
    (
        "Spanish",
        [
            "El consejo aprueba el plan del puerto",
            "El consejo se reunió el lunes y votó a favor del plan del puerto. Dos miembros no asistieron a la sesión.",
            "Las obras comenzarán en primavera, dijo la alcaldesa, y durarán dos años en total.",
            "Una segunda votación está prevista para el otoño. El consejo no espera cambios.",
            "El puerto se construyó en 1911 y no se ha dragado desde la guerra, según el archivo de la ciudad.",
        ],
    ),
    (
        "German",
        [
            "Rat stimmt für den Hafenplan",
            "Der Rat trat am Montag zusammen und stimmte für den Plan. Zwei Mitglieder fehlten bei der Sitzung.",
            "Die Arbeiten beginnen im Frühjahr, sagte die Bürgermeisterin, und dauern zwei Jahre.",
            "Eine zweite Abstimmung ist für den Herbst geplant. Der Rat erwartet keine Änderung mehr.",
            "Der Hafen wurde 1911 gebaut und ist seit dem Krieg nicht mehr ausgebaggert worden.",
        ],
    ),
    (
        "Russian",
        [
            "Совет одобрил план порта",
            "Совет собрался в понедельник и проголосовал за план. Двое членов совета на заседании не присутствовали.",
            "Работы начнутся весной и продлятся два года, сообщила мэр города на встрече с жителями.",
            "Второе голосование намечено на осень. Совет не ждёт никаких перемен в этом плане.",
            "Порт был построен в 1911 году, и с тех пор его дно ни разу не углубляли.",
        ],
    ),
    (
        "Arabic",
        [
            "المجلس يقر خطة الميناء",
            "اجتمع المجلس يوم الاثنين وصوت لصالح الخطة. وغاب عضوان عن الجلسة التي عقدت في المدينة.",
            "وقالت رئيسة البلدية إن العمل سيبدأ في الربيع المقبل وسيستمر عامين كاملين على الأقل.",
            "ومن المقرر إجراء تصويت ثان في الخريف. ولا يتوقع المجلس أي تغيير في هذه الخطة.",
            "وقد بني الميناء عام 1911 ولم تجر فيه أعمال تعميق منذ الحرب كما تقول سجلات المدينة.",
        ],
    ),
    (
        "Hindi",
        [
            "परिषद ने बंदरगाह योजना को मंज़ूरी दी",
            "परिषद की बैठक सोमवार को हुई और उसने योजना के पक्ष में मतदान किया। दो सदस्य बैठक में नहीं आए।",
            "मेयर ने कहा कि काम वसंत में शुरू होगा और इसमें कुल मिलाकर दो साल का समय लगेगा।",
            "दूसरा मतदान शरद ऋतु में होना है। परिषद को योजना में किसी बदलाव की उम्मीद नहीं है।",
            "यह बंदरगाह 1911 में बना था और युद्ध के बाद से इसकी खुदाई एक बार भी नहीं हुई है।",
        ],
    ),
    (
        "Chinese",
        [
            "市议会通过港口计划",
            "市议会星期一开会,投票通过了港口改造计划。两名议员没有出席当天的会议。",
            "市长说,工程将在明年春天开始,预计需要两年时间才能全部完成。",
            "第二次投票定于秋天举行。市议会预计计划不会再有任何重大变化。",
            "港口建于一九一一年,战争结束以后一直没有进行过疏浚和大修。",
        ],
    ),
];

struct Entry {
    title: String,
    text: String,
}

fn entries() -> Vec<Entry> {
    let (mut title, mut found) = (String::new(), Vec::new());
    for line in include_str!("rules/truncation.md").lines() {
        if let Some(section) = line.strip_prefix("## ") {
            title = section.to_owned();
        } else if let Some(text) = line.strip_prefix("- ") {
            found.push(Entry { title: title.clone(), text: text.to_owned() });
        }
    }
    found
}

/// What the truncation rules mark, as places in the entry; `None` where it is marked outside.
fn reports(linter: &Linter, entry: &Entry, text: &str) -> Vec<Option<(usize, usize)>> {
    let frame = FRAMES.iter().rev().find(|f| entry.title.starts_with(f.0)).map_or(&FRAMES[0].1, |f| &f.1);
    let before = frame[..3].join("\n\n");
    let article = format!("{before}\n\n{text}\n\n{}\n", frame[3..].join("\n\n"));
    let start = before.len() + 2;
    let found = linter.check(&Source::from_text("article.txt", &article), Format::Plain);
    let place = |from: usize, to: usize| (from >= start && to <= start + text.len()).then(|| (from - start, to - start));
    found.iter().filter(|d| d.group == Group::Truncation).map(|d| place(d.span.start(), d.span.end())).collect()
}

#[test]
fn cuts_are_found_where_they_are() {
    let linter = Linter::new(rules::all(), Options::default());
    let (mut n, mut failures) = (0, Vec::new());
    for entry in entries().iter().filter(|e| e.title.ends_with(" cut")) {
        n += 1;
        let text = entry.text.replacen('|', "", 1);
        // Without a mark the fault is the last three words.
        let fault = entry.text.find('|').unwrap_or_else(|| text.rmatch_indices(' ').nth(2).map_or(0, |(i, _)| i));
        let length = entry.text.find('|').map_or(text.len(), |_| 24);
        let found = reports(&linter, entry, &text);
        let right = |r: &Option<(usize, usize)>| r.is_some_and(|(from, to)| to > fault && from <= fault + length);
        if found.is_empty() || !found.iter().all(right) {
            failures.push(format!("{}: {text}: {found:?}", entry.title));
        }
    }
    assert!(n >= 60, "the entries are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn what_is_whole_is_left_alone() {
    let linter = Linter::new(rules::all(), Options::default());
    let (mut n, mut failures) = (0, Vec::new());
    for entry in entries().iter().filter(|e| e.title.ends_with(": whole")) {
        n += 1;
        let found = reports(&linter, entry, &entry.text);
        if !found.is_empty() {
            failures.push(format!("{}: {}: {found:?}", entry.title, entry.text));
        }
    }
    assert!(n >= 40, "the entries are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}

/// The blocks of `tests/rules/truncation-blocks.md`, each with the title it stands under.
fn blocks() -> Vec<Entry> {
    let (mut title, mut open, mut found) = (String::new(), None::<Vec<&str>>, Vec::new());
    for line in include_str!("rules/truncation-blocks.md").lines() {
        match (&mut open, line) {
            (Some(lines), "```") => {
                found.push(Entry { title: title.clone(), text: lines.join("\n") });
                open = None;
            }
            (None, "```") => open = Some(Vec::new()),
            (Some(lines), _) => lines.push(line),
            (None, _) => {
                if let Some(section) = line.strip_prefix("## ") {
                    title = section.to_owned();
                }
            }
        }
    }
    found
}

#[test]
fn blocks_are_known_in_every_format_and_place() {
    let linter = Linter::new(rules::all(), Options::default());
    let [headline, frame @ ..] = &FRAMES[0].1;
    let (mut n, mut failures) = (0, Vec::new());
    for entry in blocks() {
        let hard = entry.text.replace("\n\n", "\u{1}").replace('\n', "  \n").replace('\u{1}', "\n\n");
        for (format, mark, text) in
            [(Format::Plain, "", &entry.text), (Format::Markdown, "# ", &entry.text), (Format::Markdown, "# ", &hard)]
        {
            for at in [2, frame.len()] {
                let mut parts = frame.to_vec();
                parts.insert(at, text);
                let article = format!("{mark}{headline}\n\n{}\n", parts.join("\n\n"));
                let name = if format == Format::Plain { "article.txt" } else { "article.md" };
                let found = linter.check(&Source::from_text(name, &article), format);
                let found: Vec<_> =
                    found.iter().filter(|d| d.group == Group::Truncation).map(|d| (d.rule.to_string(), d.text.clone())).collect();
                n += 1;
                if found.is_empty() == entry.title.ends_with(": cut") {
                    failures.push(format!("{} ({format:?}, {at}): {text}: {found:?}", entry.title));
                }
            }
        }
    }
    assert!(n >= 250, "the blocks are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}
