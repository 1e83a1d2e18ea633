//! Requests, responses and the templates of pages, without any page.

pub mod request;
pub mod response;
pub mod templates;
pub mod upload;
