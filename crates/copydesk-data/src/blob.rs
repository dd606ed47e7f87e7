//! The bytes of a file: compiled in, or handed over while the program runs.

use core::ops::Deref;

/// A file of bytes; reads as the bytes themselves.
#[derive(Debug)]
pub struct Blob {
    path: &'static str,
    #[cfg(not(feature = "outside"))]
    bytes: &'static [u8],
    #[cfg(feature = "outside")]
    bytes: std::sync::OnceLock<&'static [u8]>,
}

impl Blob {
    /// A file of this path with these bytes.
    #[cfg(not(feature = "outside"))]
    pub const fn new(path: &'static str, bytes: &'static [u8]) -> Self {
        Self { path, bytes }
    }

    /// A file of this path, without bytes as yet.
    #[cfg(feature = "outside")]
    pub const fn new(path: &'static str) -> Self {
        Self { path, bytes: std::sync::OnceLock::new() }
    }

    /// Its path from its crate's folder.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Its bytes; none, and it is `wanted`, where they were not handed over.
    #[cfg(not(feature = "outside"))]
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }

    /// Its bytes; none, and it is [`wanted`], where they were not handed over.
    #[cfg(feature = "outside")]
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes.get().copied().unwrap_or_else(|| {
            wants().push(self.path);
            &[]
        })
    }

    /// Hands its bytes over; `false` where it has some.
    #[cfg(feature = "outside")]
    pub fn fill(&self, bytes: &'static [u8]) -> bool {
        self.bytes.set(bytes).is_ok()
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes()
    }
}

/// The files that were asked for and not there since this was called last. What was read without them is not what it should be: hand
/// them over and begin anew, for what was opened stays as it was found.
#[cfg(feature = "outside")]
pub fn wanted() -> Vec<&'static str> {
    std::mem::take(&mut wants())
}

#[cfg(feature = "outside")]
fn wants() -> std::sync::MutexGuard<'static, Vec<&'static str>> {
    static WANTS: std::sync::Mutex<Vec<&'static str>> = std::sync::Mutex::new(Vec::new());
    WANTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
