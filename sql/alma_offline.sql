-- The table of offline circulation transactions.
--
-- Load it into a database that exists:
--     mariadb alma_offline < sql/alma_offline.sql
-- A table that is already there is left as it is, with everything in it.

CREATE TABLE IF NOT EXISTS transactions (
  `library` varchar(16) DEFAULT NULL,
  `timestamp` datetime DEFAULT NULL,
  return_or_loan varchar(1) DEFAULT NULL,
  item_barcode varchar(32) DEFAULT NULL,
  item_callnumber varchar(48) DEFAULT NULL,
  patron_barcode varchar(32) DEFAULT NULL,
  patron_name varchar(64) DEFAULT NULL,
  saved bit(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
