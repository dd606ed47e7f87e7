//! The plain containers that the compiled lists use: numbered sections in one file, numbers of variable length.

/// The bytes of section `index` of a file that [`join`] wrote; empty if it has no such section.
pub fn section(file: &[u8], index: usize) -> &[u8] {
    let word = |at: usize| file.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let find = || {
        let count = word(0)?;
        let from = word(4 + 4 * index).filter(|_| index < count)?;
        let to = word(8 + 4 * index)?;
        file.get(from..to)
    };
    find().unwrap_or(&[])
}

/// One file made of `sections`: their number, where each begins, where the last ends, then their bytes.
pub fn join(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut at = 8 + 4 * sections.len();
    let mut file = (sections.len() as u32).to_le_bytes().to_vec();
    file.extend((at as u32).to_le_bytes());
    for section in sections {
        at += section.len();
        file.extend((at as u32).to_le_bytes());
    }
    file.extend(sections.iter().flatten());
    file
}

/// Appends `number` seven bits at a time, low bits first (LEB128).
pub fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number that [`put_number`] wrote off the front of `bytes`.
#[inline]
pub fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Appends lists of bytes as one section: where every `step`-th begins, then each with its length before it.
pub fn put_lists(lists: &[Vec<u8>], step: usize) -> Vec<u8> {
    let mut starts = Vec::new();
    let mut bytes = Vec::new();
    for (i, list) in lists.iter().enumerate() {
        if i % step == 0 {
            starts.extend((bytes.len() as u32).to_le_bytes());
        }
        put_number(&mut bytes, list.len() as u32);
        bytes.extend(list);
    }
    let mut out = (starts.len() as u32).to_le_bytes().to_vec();
    out.extend(starts);
    out.extend(bytes);
    out
}

/// List `index` of a section that [`put_lists`] wrote with the same `step`.
#[inline]
pub fn list(lists: &[u8], index: usize, step: usize) -> Option<&[u8]> {
    let word = |at: usize| lists.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let bytes = lists.get(4 + word(0)?..)?;
    let at = 4 + index / step * 4;
    if at >= 4 + word(0)? {
        return None;
    }
    let mut rest = bytes.get(word(at)?..)?;
    for _ in 0..index % step {
        let length = take_number(&mut rest)? as usize;
        rest = rest.get(length..)?;
    }
    let length = take_number(&mut rest)? as usize;
    rest.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_back_and_others_are_empty() {
        let file = join(&[b"one".to_vec(), Vec::new(), b"three".to_vec()]);
        assert_eq!((section(&file, 0), section(&file, 1), section(&file, 2)), (&b"one"[..], &b""[..], &b"three"[..]));
        assert_eq!(section(&file, 3), b"");
        assert_eq!(section(b"\xff\xff", 0), b"");
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            assert_eq!(take_number(&mut &bytes[..]), Some(number));
        }
        assert_eq!(take_number(&mut &[0x80_u8, 0x80][..]), None);
    }

    #[test]
    fn lists_come_back() {
        let lists: Vec<Vec<u8>> = (0..20_u8).map(|n| vec![n; usize::from(n)]).collect();
        let bytes = put_lists(&lists, 8);
        for (i, wanted) in lists.iter().enumerate() {
            assert_eq!(list(&bytes, i, 8), Some(&wanted[..]));
        }
        assert_eq!(list(&bytes, 24, 8), None);
        assert_eq!(list(&[], 0, 8), None);
    }
}
