-- Optional: makes recording quick on a table with many old records, and gives each row a
-- key, which replication and clusters want.
--
--     mariadb alma_offline < sql/upgrade.sql
--
-- For MariaDB 10.3 or later and MySQL 8.0.23 or later. It may be run again at any time, and
-- on a table that is in use: whoever writes waits until it is done. Neither the PHP's INSERT
-- by position nor its SELECT * can see what it adds, and the rows stay in their order.

-- A name in another collation could not be compared with those of the server.
SET NAMES utf8mb4;

-- The name in config.toml, if it is another one.
SET @transactions = 'transactions';

-- ALGORITHM=COPY numbers the rows that are there in the order recorded.
SET @statement = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = @transactions AND column_name = 'id') = 0,
  CONCAT('ALTER TABLE `', @transactions, '` ',
         'ADD id BIGINT UNSIGNED NOT NULL INVISIBLE AUTO_INCREMENT PRIMARY KEY, ALGORITHM=COPY'),
  'DO 0');
PREPARE upgrade FROM @statement;
EXECUTE upgrade;

-- By the first the same scan is found again, by the next two what else was done with a barcode
-- today, and by the last what is in no file yet.
SET @statement = (
  SELECT IF(COUNT(*) = 0, 'DO 0',
            CONCAT('ALTER TABLE `', @transactions, '` ', GROUP_CONCAT('ADD INDEX ', name, ' (', parts, ')' SEPARATOR ', ')))
  FROM (
    SELECT 'time_and_item' AS name, 'timestamp, item_barcode' AS parts
    UNION ALL SELECT 'item', 'item_barcode'
    UNION ALL SELECT 'patron', 'patron_barcode'
    UNION ALL SELECT 'unsaved', 'saved'
  ) AS wanted
  WHERE name NOT IN (
    SELECT index_name FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = @transactions));
PREPARE upgrade FROM @statement;
EXECUTE upgrade;
DEALLOCATE PREPARE upgrade;
