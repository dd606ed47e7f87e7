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
    // Most fit into one byte.
    let (&byte, rest) = bytes.split_first()?;
    if byte & 0x80 == 0 {
        *bytes = rest;
        return Some(u32::from(byte));
    }
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

/// The lists of a section that [`put_lists`] wrote with this `STEP`, read in place; by default none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'a, const STEP: usize> {
    starts: &'a [u8],
    bytes: &'a [u8],
}

impl<'a, const STEP: usize> Lists<'a, STEP> {
    /// The lists in `section`; none if it is too short to hold any.
    pub fn open(section: &'a [u8]) -> Self {
        let find = || {
            let (length, rest) = section.split_first_chunk()?;
            let (starts, bytes) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            Some(Self { starts, bytes })
        };
        find().unwrap_or_default()
    }

    /// List `index`.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let mut rest = self.group(index / STEP)?;
        for _ in 0..index % STEP {
            take_list(&mut rest)?;
        }
        take_list(&mut rest)
    }

    /// The bytes from list `STEP * index` on.
    #[inline]
    fn group(&self, index: usize) -> Option<&'a [u8]> {
        let start = self.starts.get(index * 4..)?.first_chunk()?;
        self.bytes.get(u32::from_le_bytes(*start) as usize..)
    }
}

/// Takes a list with its length off the front of `bytes`.
#[inline]
fn take_list<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_number(bytes)? as usize;
    let (list, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(list)
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
        let opened = Lists::<8>::open(&bytes);
        for (i, wanted) in lists.iter().enumerate() {
            assert_eq!(opened.get(i), Some(&wanted[..]));
        }
        assert_eq!((opened.get(20), opened.get(24)), (None, None));
        assert_eq!(Lists::<8>::open(&[]).get(0), None);
    }
}
