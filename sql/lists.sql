-- Optional: the tables for lists of patrons and items out of Alma, by which desks see at once
-- what Alma would refuse later.
--
--     mariadb alma_offline < sql/lists.sql
--
-- Then give the account SELECT, INSERT, UPDATE and DELETE on the three tables, and reload
-- Apache. Tables that are already there are left as they are. The PHP does not use them.
--
-- A list is loaded beside the old one, as a new edition, and counts when it is complete. Of a
-- patron's identifier there is only a hash, under a key that is not in the database.

CREATE TABLE IF NOT EXISTS offline_circ_lists (
  kind varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  edition int unsigned NOT NULL,
  loaded bigint NOT NULL,
  entries bigint unsigned NOT NULL,
  details text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offline_circ_patrons (
  edition int unsigned NOT NULL,
  id binary(32) NOT NULL,
  desk binary(8) NOT NULL,
  blocked tinyint NOT NULL,
  reason varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  expires date DEFAULT NULL,
  name varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (edition, id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offline_circ_items (
  edition int unsigned NOT NULL,
  barcode varbinary(128) NOT NULL,
  `library` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  callnumber varchar(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  title varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  on_loan tinyint DEFAULT NULL,
  PRIMARY KEY (edition, barcode)
) ENGINE=InnoDB;
