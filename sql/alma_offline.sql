-- The table of offline circulation transactions.
--
-- Load it into a database that exists:
--     mariadb alma_offline < sql/alma_offline.sql
-- A table that is already there is left as it is, with everything in it.
--
-- If the server refuses a table without a primary key (MariaDB's innodb_force_primary_key,
-- MySQL's sql_require_primary_key and its error 3750), remove the two dashes before ", id".
-- The PHP cannot see this key. It is the one that upgrade.sql adds, and needs the same servers.

CREATE TABLE IF NOT EXISTS transactions (
  `library` varchar(16) DEFAULT NULL,
  `timestamp` datetime DEFAULT NULL,
  return_or_loan varchar(1) DEFAULT NULL,
  item_barcode varchar(32) DEFAULT NULL,
  item_callnumber varchar(48) DEFAULT NULL,
  patron_barcode varchar(32) DEFAULT NULL,
  patron_name varchar(64) DEFAULT NULL,
  saved bit(1) DEFAULT NULL
  -- , id BIGINT UNSIGNED NOT NULL INVISIBLE AUTO_INCREMENT PRIMARY KEY
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
