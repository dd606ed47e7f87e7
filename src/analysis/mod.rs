//! What is known about an article's text, computed once, when a rule first asks, and shared by all rules.

pub mod blocks;
pub mod cut;
pub mod ending;
pub mod enumeration;
pub mod keys;
pub mod lemma;
pub mod linear;
pub mod mentions;
pub mod name_words;
pub mod perceptron;
pub mod quotations;
pub mod roll;
pub mod sentences;
pub mod tag;
pub mod tagger;
pub mod tokens;
pub mod unterminated;

pub use blocks::BlockCache;
pub use mentions::{KindEvidence, Mention, Mentions, NameKind, NameWord, WordUse};
pub use name_words::WordForm;
pub use sentences::Sentence;
pub use tag::{Tag, TagSet, Upos};
pub use tagger::{Tagged, Tagger};
pub use tokens::{Token, TokenKind};

pub use crate::language::{self, Language};

use crate::{
    document::{Block, BlockKind, Document},
    language::Pack,
    lexicon::Key,
    span::BlockSpan,
    unicode,
};
use blocks::{Answers, Facts, Shared};
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

/// An article under analysis.
#[derive(Debug)]
pub struct Article<'a> {
    document: &'a Document,
    blocks: Vec<Text<'a>>,
    language: Language,
    truncation_candidates: OnceLock<Vec<unterminated::TruncationCandidate>>,
    mentions: OnceLock<Mentions>,
    shared: Shared,
    answers: Option<Arc<Answers>>,
}

impl<'a> Article<'a> {
    /// Prepares a document: its language is guessed, and nothing else is computed yet.
    pub fn new(document: &'a Document) -> Self {
        Self::with_language(document, None)
    }

    /// The same, with the language given, if it is, instead of guessed.
    pub fn with_language(document: &'a Document, language: impl Into<Option<Language>>) -> Self {
        Self::with_blocks(document, language, None)
    }

    /// The same, with what `cache` knows of its blocks from when they were read before.
    pub fn with_blocks(document: &'a Document, language: impl Into<Option<Language>>, cache: Option<&BlockCache>) -> Self {
        // Words are cut and tagged by their language, and a block that is too short to tell has the article's.
        let language = language.into().unwrap_or_else(|| or_default(language_of(document), document));
        let facts = |block: &Block| cache.map_or_else(|| Arc::new(Facts::new(language)), |cache| cache.facts(block, language));
        let texts = document.blocks.iter().enumerate().map(|(index, block)| Text { index, block, facts: facts(block) });
        Self { answers: cache.map(BlockCache::answers), ..Self::of_texts(document, language, texts.collect()) }
    }

    fn of_texts(document: &'a Document, language: Language, blocks: Vec<Text<'a>>) -> Self {
        let (truncation_candidates, mentions) = (OnceLock::new(), OnceLock::new());
        Self { document, blocks, language, truncation_candidates, mentions, shared: Shared::default(), answers: None }
    }

    /// The document itself.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// All blocks, in reading order; a block's index is its place here.
    pub fn blocks(&self) -> &[Text<'a>] {
        &self.blocks
    }

    /// The blocks that are running prose: paragraphs, list items and block quotations.
    pub fn prose(&self) -> impl Iterator<Item = &Text<'a>> {
        self.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation))
    }

    /// The language of most of the article, or unknown where too little text is there to tell.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The mentions of names in it.
    pub fn mentions(&self) -> &Mentions {
        self.mentions.get_or_init(|| Mentions::find(&self.blocks))
    }

    /// What several rules work out together about an article, told from all else by its type: computed by the first that asks, while
    /// others that ask wait, and kept.
    pub fn fact<T: Send + Sync + 'static>(&self, compute: impl FnOnce() -> T) -> Arc<T> {
        self.fact_of(0, compute)
    }

    /// The same for a fact of which there are several of one type, each with its number.
    pub fn fact_of<T: Send + Sync + 'static>(&self, number: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        self.shared.get(number, compute)
    }

    /// Whether articles like it are read again and again, so that what they are asked is worth keeping.
    pub fn keeps_answers(&self) -> bool {
        self.answers.is_some()
    }

    /// An answer that hangs on nothing beside what `question` is a hash of: from an earlier check, where answers are kept.
    pub fn answer<T: Send + Sync + 'static>(&self, question: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        match &self.answers {
            Some(answers) => answers.get(question, compute),
            None => Arc::new(compute()),
        }
    }

    /// The article that one of its blocks is by itself, with what is known of the block: for rules that look at nothing else. Its only
    /// block has the index 0.
    pub fn of_block(&self, index: usize) -> Self {
        let blocks = self.blocks.get(index).map(|text| Text { index: 0, block: text.block, facts: Arc::clone(&text.facts) });
        Self::of_texts(self.document, self.language, blocks.into_iter().collect())
    }

    /// The blocks that stop without a terminal, with the probability that they were cut.
    pub fn truncation_candidates(&self) -> &[unterminated::TruncationCandidate] {
        self.truncation_candidates.get_or_init(|| unterminated::candidates(self))
    }

    /// How many words the article has, as Unicode counts them.
    pub fn word_count(&self) -> usize {
        self.blocks.iter().map(Text::word_count).sum()
    }
}

/// Texts of more letters than this (code points) tell their language; where one does not, it is none that is known here.
const SHORT: usize = 200;

/// A short text whose language cannot be told is in the project's own, where that is set, and else in English, where its small words are:
/// `Antonio Gutteres spoke in Reykjavic.`
fn or_default(language: Language, document: &Document) -> Language {
    if language != Language::UNKNOWN {
        return language;
    }
    let prose = || document.blocks.iter().filter(|b| b.kind != BlockKind::Code).map(Block::without_code);
    if prose().map(|t| t.chars().filter(|c| c.is_alphabetic()).take(SHORT + 1).count()).sum::<usize>() > SHORT {
        return language;
    }
    if let Some(language) = document.default_language.as_deref().and_then(Language::from_code) {
        return language;
    }
    let (mut small, mut known) = (0, 0);
    for text in prose() {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase) && w.len() > 1) {
            small += 1;
            known += usize::from(crate::lexicon::word(word).is_some_and(|w| w.in_dictionary()));
        }
    }
    if small >= 2 && known == small { Language::ENGLISH } else { language }
}

/// The language of most of a document, or unknown where too little text is there to tell.
fn language_of(document: &Document) -> Language {
    // What the article says of itself is believed.
    let said = document.metadata.iter().find(|m| matches!(m.key.as_str(), "lang" | "language" | "locale" | "inLanguage"));
    let code = said.map(|m| m.value.to_lowercase());
    if let Some(language) = code.as_deref().and_then(|c| Language::from_code(c.split(['-', '_']).next().unwrap_or(c))) {
        return language;
    }
    let prose = || document.blocks.iter().filter(|b| b.kind != BlockKind::Code);
    match language::detect(&prose().map(|b| b.without_code()).collect::<Vec<_>>().join("\n")) {
        Language::UNKNOWN => language_of_most(prose()),
        known => known,
    }
}

/// The language of more than half of the text whose language can be told block by block, as in an article of two languages.
fn language_of_most<'b>(blocks: impl Iterator<Item = &'b Block>) -> Language {
    let mut sizes: Vec<(Language, usize)> = Vec::new();
    for block in blocks {
        let language = language::detect_block(&block.without_code());
        match sizes.iter_mut().find(|(l, _)| *l == language) {
            _ if language == Language::UNKNOWN => {}
            Some((_, size)) => *size += block.text.len(),
            None => sizes.push((language, block.text.len())),
        }
    }
    let all: usize = sizes.iter().map(|(_, n)| n).sum();
    sizes.into_iter().find(|(_, n)| n * 2 > all).map_or(Language::UNKNOWN, |(l, _)| l)
}

/// One block under analysis.
#[derive(Debug)]
pub struct Text<'a> {
    index: usize,
    block: &'a Block,
    facts: Arc<Facts>,
}

impl<'a> Text<'a> {
    /// What is worked out about the block alone: computed by the first that asks, while others that ask wait, and kept for as long as
    /// the block is, also from one check to the next. The number tells facts of one type apart.
    pub fn fact_of<T: Send + Sync + 'static>(&self, number: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        self.facts.shared.get(number, compute)
    }

    /// What is worked out about the block and something beside it: the value of the last time, where it still holds. It is kept from
    /// one check to the next.
    pub fn latest<T: Send + Sync + 'static>(&self, holds: impl FnOnce(&T) -> bool, compute: impl FnOnce() -> T) -> Arc<T> {
        self.facts.latest.get(holds, compute)
    }

    /// Stands for all that is known of the block by itself: two that have the same number are the same, but for their places.
    pub fn number(&self) -> u64 {
        self.facts.number
    }

    /// The block's place in [`Article::blocks`].
    pub fn index(&self) -> usize {
        self.index
    }

    /// What the block is.
    pub fn kind(&self) -> BlockKind {
        self.block.kind
    }

    /// The block itself.
    pub fn block(&self) -> &'a Block {
        self.block
    }

    /// The block's text.
    pub fn text(&self) -> &'a str {
        &self.block.text
    }

    /// How many words it has, as Unicode counts them.
    pub fn word_count(&self) -> usize {
        *self.facts.word_count.get_or_init(|| unicode::words(self.text()))
    }

    /// The block's own language, or unknown where it is too short to tell.
    pub fn language(&self) -> Language {
        *self.facts.language.get_or_init(|| language::detect_block(&self.block.without_code()))
    }

    /// What is known of its language: that of the block where it can be told and is known, else that of the article. Text of a
    /// language that nothing is known of, or of none, is cut into words as English is.
    pub fn pack(&self) -> &'static Pack {
        self.facts.pack.get_or_init(|| {
            let own = || Pack::of(self.language());
            let article = Pack::of(self.facts.around);
            let doubtful = article.is_none_or(|pack| !pack.is_english() || language::may_be_foreign(self.text()));
            if doubtful { own().or(article).unwrap_or(Pack::ENGLISH) } else { Pack::ENGLISH }
        })
    }

    /// The text that a span marks.
    pub fn slice(&self, span: BlockSpan) -> &'a str {
        span.slice(self.text())
    }

    /// The text of a token.
    pub fn word(&self, token: &Token) -> &'a str {
        token.span.slice(self.text())
    }

    /// The text of the token with this number; empty where there is none.
    pub fn word_at(&self, at: usize) -> &'a str {
        self.tokens().get(at).map_or("", |t| self.word(t))
    }

    /// Its sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.parts().0
    }

    /// Its tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.parts().1
    }

    /// The tokens of one of its sentences.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens().get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// For each of its tokens the hash by which words are compared and looked up, letters' case aside: see [`keys::key`].
    pub fn keys(&self) -> &[u64] {
        &self.words().0
    }

    /// The keys of the tokens of one of its sentences.
    pub fn keys_of(&self, sentence: &Sentence) -> &[u64] {
        self.keys().get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// What its tokens are by their letters, one a token.
    pub fn word_forms(&self) -> &[WordForm] {
        &self.words().1
    }

    /// The keys and the forms, made together: both hang on the same hash of nearly every word.
    fn words(&self) -> &(Vec<u64>, Vec<WordForm>) {
        self.facts.words.get_or_init(|| {
            let count = self.tokens().len();
            let (mut keys, mut forms) = (Vec::with_capacity(count), Vec::with_capacity(count));
            for token in self.tokens() {
                let word = self.word(token);
                let ascii = Key::of_ascii(word);
                keys.push(ascii.map_or_else(|| keys::key_of_folded(word), |(key, _)| key.number()));
                forms.push(WordForm::of(word, ascii));
            }
            (keys, forms)
        })
    }

    /// Whether most words of the block have a capital, or it is all in capitals: then a capital says nothing.
    pub fn is_title_case(&self) -> bool {
        *self.facts.title_case.get_or_init(|| {
            let (mut words, mut capitals) = (0_u32, 0_u32);
            for (token, form) in self.tokens().iter().zip(self.word_forms()).take(60).filter(|(t, _)| t.kind == TokenKind::Word) {
                if token.span.len() >= 4 && (form.plain || self.word(token).chars().nth(3).is_some()) {
                    words += 1;
                    capitals += u32::from(form.capital);
                }
            }
            // A sentence may be full of names; a headline has no stop.
            let most = if self.text().trim_end().ends_with('.') { 9 } else { 7 };
            words >= 3 && capitals * 10 >= words * most
        })
    }

    /// What stands between quotation marks, marks included, in order.
    pub fn quotations(&self) -> &[BlockSpan] {
        self.facts.quotations.get_or_init(|| quotations::find(self.text(), self.tokens()))
    }

    /// Whether any of the span stands between quotation marks.
    pub fn is_quoted(&self, span: BlockSpan) -> bool {
        let quotations = self.quotations();
        quotations.get(quotations.partition_point(|q| q.end() <= span.start())).is_some_and(|q| q.overlaps(&span))
    }

    /// Whether some of a span is code, for which a word stands that is none.
    pub fn has_code(&self, span: BlockSpan) -> bool {
        self.block.has_code(span)
    }

    /// The parts of speech of one of its sentences, one a token, for English text; computed when first asked for.
    pub fn tagged_of(&self, sentence: &Sentence) -> &[Tagged] {
        self.tagged_at(self.sentence_at(sentence.tokens.start))
    }

    /// Works out the parts of speech of all its sentences now.
    pub fn tag_all(&self) {
        (0..self.sentences().len()).for_each(|sentence| _ = self.tagged_at(sentence));
    }

    /// The parts of speech of the token with this index.
    pub fn tagged(&self, token: usize) -> Option<Tagged> {
        let at = self.sentence_at(token);
        let start = self.sentences().get(at)?.tokens.start;
        self.tagged_at(at).get(token.checked_sub(start)?).copied()
    }

    /// The Penn tag of the token with this index; [`Tag::Nfp`] if there is none.
    pub fn tag(&self, token: usize) -> Tag {
        self.tagged(token).map_or(Tag::Nfp, |t| t.tag)
    }

    /// Whether the tag of the token with this index is in a set. The sentence is read only where the word by itself may be either.
    pub fn tag_in(&self, token: usize, tags: TagSet) -> bool {
        let may_be = self.may_be(token);
        may_be.meets(tags) && (may_be.is_within(tags) || tags.has(self.tag(token)))
    }

    /// The tags that the token with this index may have: the one it has where its sentence was read, or those that the word has in any.
    pub fn may_be(&self, token: usize) -> TagSet {
        let sentence = self.sentence_at(token);
        let start = self.sentences().get(sentence).map_or(0, |s| s.tokens.start);
        match (self.facts.tagged.get().and_then(|all| all.get(sentence)?.get()), self.tokens().get(token)) {
            (Some(tagged), _) => TagSet::of(&[token.checked_sub(start).and_then(|i| tagged.get(i)).map_or(Tag::Nfp, |t| t.tag)]),
            (None, Some(t)) => Tagger::of(self.pack()).may_be(self.word(t), token == start),
            (None, None) => TagSet::of(&[Tag::Nfp]),
        }
    }

    /// The index of the sentence that has this token, by search: a block may be an article of one line.
    fn sentence_at(&self, token: usize) -> usize {
        self.sentences().partition_point(|s| s.tokens.end <= token)
    }

    fn tagged_at(&self, sentence: usize) -> &[Tagged] {
        let all = self.facts.tagged.get_or_init(|| self.sentences().iter().map(|_| OnceLock::new()).collect());
        let (Some(tagged), Some(sentence)) = (all.get(sentence), self.sentences().get(sentence)) else { return &[] };
        tagged.get_or_init(|| {
            let words: Vec<&str> = self.tokens_of(sentence).iter().map(|t| self.word(t)).collect();
            let mut tagged = Vec::with_capacity(words.len());
            Tagger::of(self.pack()).tag_with_margin(&words, &mut tagged);
            tagged
        })
    }

    /// The dictionary form of the token with this index; empty if there is none.
    pub fn lemma(&self, token: usize) -> Cow<'a, str> {
        self.tokens().get(token).map_or(Cow::Borrowed(""), |t| lemma::lemma(self.word(t), self.tag(token)))
    }

    fn parts(&self) -> &(Vec<Sentence>, Vec<Token>) {
        self.facts.parts.get_or_init(|| {
            let tokens = tokens::tokenize_in(self.text(), self.pack());
            (sentences::split_in(self.text(), &tokens, self.pack()), tokens)
        })
    }
}
