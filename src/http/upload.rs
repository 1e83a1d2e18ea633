//! A posted form with files in it (`multipart/form-data`, RFC 7578).
//!
//! The names of files are the browser's: they are shown and never used as paths.

use std::convert::Infallible;

use futures_executor::block_on;
use futures_util::stream;
use multer::Multipart;

/// The fields and files of a form, each in the order in which they came.
#[derive(Debug, Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    files: Vec<(String, File)>,
}

/// A file as the browser sent it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name on the workstation.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl Upload {
    /// Parses a whole body whose parts are separated by the boundary.
    ///
    /// # Errors
    /// When it is damaged or cut off.
    pub fn parse(body: &[u8], boundary: String) -> Result<Self, multer::Error> {
        let whole = body.to_vec();
        let mut parts = Multipart::new(stream::iter([Ok::<_, Infallible>(whole)]), boundary);
        let mut upload = Self::default();
        // Nothing waits here: the whole body has been read.
        block_on(async {
            while let Some(part) = parts.next_field().await? {
                let field = part.name().unwrap_or_default().to_owned();
                let file = part.file_name().map(str::to_owned);
                let content = part.bytes().await?;
                if let Some(name) = file {
                    let content = content.to_vec();
                    upload.files.push((field, File { name, content }));
                } else {
                    // Bytes that are not UTF-8 become U+FFFD, which no rule lets through.
                    let text = String::from_utf8_lossy(&content).into_owned();
                    upload.fields.push((field, text));
                }
            }
            Ok(upload)
        })
    }

    /// The first field of that name without the blanks around it, `""` if there is none.
    pub fn trimmed(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default().trim()
    }

    /// Every field of that name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every file that was chosen in the field of that name.
    pub fn files<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a File> {
        // A browser sends a field in which nothing was chosen as a file without a name.
        self.files
            .iter()
            .filter(move |(field, file)| field == name && *file != File::default())
            .map(|(_, file)| file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(head: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    fn parse(parts: &[Vec<u8>]) -> Result<Upload, multer::Error> {
        let body = [&parts.concat()[..], b"--x--\r\n"].concat();
        Upload::parse(&body, "x".to_owned())
    }

    #[test]
    fn fields_and_files_are_kept_apart_and_in_order() {
        let upload = parse(&[
            part(r#"name="library""#, b" AVS "),
            part(r#"name="file"; filename="b.dat""#, b"1\r\n\r\n--2\r\n"),
            part(r#"name="other"; filename="c.dat""#, b"3"),
            part(r#"name="file"; filename="a.dat""#, b""),
        ])
        .unwrap();
        assert_eq!(upload.trimmed("library"), "AVS");
        assert_eq!(upload.trimmed("file"), "");
        let files = upload.files("file").map(|f| (&*f.name, &*f.content));
        let expected: [(&str, &[u8]); 2] = [("b.dat", b"1\r\n\r\n--2\r\n"), ("a.dat", b"")];
        assert_eq!(files.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_field_in_which_nothing_was_chosen_has_no_file() {
        let upload = parse(&[part(r#"name="file"; filename="""#, b"")]).unwrap();
        assert_eq!(upload.files("file").count(), 0);
    }

    #[test]
    fn names_are_the_browsers_and_bytes_are_kept() {
        let upload = parse(&[
            part("name=\"file\"; filename=\"../Büro <1>.dat\"", b"\xff1"),
            part("name=\"file\"; filename=\"C:\\x;y=%22.dat\"", b"2"),
        ])
        .unwrap();
        let files = upload.files("file").map(|f| (&*f.name, &*f.content));
        let expected: [(&str, &[u8]); 2] =
            [("../Büro <1>.dat", b"\xff1"), ("C:\\x;y=%22.dat", b"2")];
        assert_eq!(files.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_damaged_body_is_an_error() {
        for body in [&b""[..], b"nothing", b"--x\r\n\r\n\r\nhalf"] {
            assert!(Upload::parse(body, "x".to_owned()).is_err(), "{body:?}");
        }
    }
}
