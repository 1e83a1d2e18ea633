-- The table by which servers take turns, where more than one may be written to at once: the
-- nodes of a Galera cluster or of a replication group. It is not needed for a single server.
--
--     mariadb alma_offline < sql/writers.sql
--
-- Then give the account SELECT, INSERT and UPDATE on it, and reload Apache. A table that is
-- already there is left as it is. The PHP does not use it, and nothing but the program does.

CREATE TABLE IF NOT EXISTS offline_circ_writers (
  name varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  turn bigint unsigned NOT NULL
) ENGINE=InnoDB;
