//! The lists of patrons and items from Alma, on the real stack.

mod at_the_desk;
mod foreseen;
mod known;
mod loading;
mod page;
mod privacy;
mod rehearsal;
mod returns;
pub mod tables;
