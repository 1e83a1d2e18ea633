//! The program behind the real Apache on the real MariaDB.
