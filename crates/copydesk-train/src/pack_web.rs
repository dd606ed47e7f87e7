//! The lists and models as the page of `crates/copydesk-wasm` fetches them: `cargo run -p copydesk-train -- pack-web OUT`.
//!
//! A part is a file of files (`copydesk::lexicon::parts`), compressed with gzip. The well known go as the list of their names, from which
//! the page makes the index; all else as it is. Narrower fingerprints of hashed lists were tried (7 bits for names and places, 6 for words
//! and full names): 0.7 MB less, and one misspelt known person in twenty less found, since what is misspelt is more often let in.

use copydesk::lexicon::{
    known,
    parts::{KNOWN, PARTS, part_of, put},
};
use flate2::{Compression, write::GzEncoder};
use std::{error::Error, fs, io::Write, path::Path};

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let out = Path::new(arguments.first().ok_or("usage: pack-web OUT")?);
    fs::create_dir_all(out)?;
    let folders = [("crates/copydesk-data", copydesk_data::ALL), ("crates/copydesk-models", copydesk_models::ALL)];
    for name in PARTS {
        let mut part = Vec::new();
        for (folder, files) in folders {
            // What is text stays in the program.
            for (path, _) in files.iter().filter(|(p, _)| part_of(p) == name && p.ends_with(".bin")) {
                let bytes = if *path == KNOWN { known::listing().pack() } else { fs::read(Path::new(folder).join(path))? };
                put(&mut part, path, &bytes);
            }
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&part)?;
        let packed = packed.finish()?;
        println!("{name}.part: {} bytes, {} unpacked", packed.len(), part.len());
        fs::write(out.join(name).with_extension("part"), packed)?;
    }
    Ok(())
}
