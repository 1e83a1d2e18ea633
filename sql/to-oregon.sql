-- Optional: the way back from from-oregon.sql. It brings our records into the table of the
-- University of Oregon's tool.
--
--     mariadb alma_offline < sql/to-oregon.sql
--
-- For MariaDB 10.3 or later and MySQL 8, as root. It may be run again at any time: each scan
-- comes once. What is in a file of either tool is saved in Oregon's table afterwards, and so
-- is what came from there and was voided or deleted here: neither gets into a file again. Our
-- table is only read.
--
-- It prints what went, and each unsaved record that stays behind with the reason. Make a file
-- of those here before you leave.

-- Oregon's table, and the name in config.toml, if they are others.
SET @oregon = '`offline-circ`.`circulation`';
SET @transactions = 'transactions';

SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1;

-- As in from-oregon.sql.
SET @scan = CONCAT('HEX(CONVERT(COALESCE(`library`, '''') USING utf8mb4)), ',
                   'COALESCE(`datetime`, ''''), ',
                   'HEX(CONVERT(COALESCE(retorlo, '''') USING utf8mb4)), ',
                   'HEX(CONVERT(COALESCE(itmbarcd, '''') USING utf8mb4)), ',
                   'HEX(CONVERT(COALESCE(ptrbarcd, '''') USING utf8mb4))');
SET @whole = CONCAT(@scan, ', HEX(CONVERT(COALESCE(itmcalnm, '''') USING utf8mb4)), ',
                    'HEX(CONVERT(COALESCE(ptrname, '''') USING utf8mb4))');
SET @our_scan = CONCAT('HEX(CONVERT(COALESCE(`library`, '''') USING utf8mb4)), ',
                       'COALESCE(DATE_FORMAT(`timestamp`, ''%Y%m%d%H%i%s''), ''''), ',
                       'HEX(CONVERT(COALESCE(return_or_loan, '''') USING utf8mb4)), ',
                       'HEX(CONVERT(COALESCE(item_barcode, '''') USING utf8mb4)), ',
                       'HEX(CONVERT(COALESCE(patron_barcode, '''') USING utf8mb4))');
SET @our_whole = CONCAT(@our_scan, ', HEX(CONVERT(COALESCE(item_callnumber, '''') USING utf8mb4)), ',
                        'HEX(CONVERT(COALESCE(patron_name, '''') USING utf8mb4))');
SET @our_line = CONCAT('CONVERT(COALESCE(`library`, '''') USING utf8mb4), COALESCE(`timestamp`, ''''), ',
                       'CONVERT(COALESCE(return_or_loan, '''') USING utf8mb4), ',
                       'CONVERT(COALESCE(item_barcode, '''') USING utf8mb4), ',
                       'CONVERT(COALESCE(item_callnumber, '''') USING utf8mb4), ',
                       'CONVERT(COALESCE(patron_barcode, '''') USING utf8mb4), ',
                       'CONVERT(COALESCE(patron_name, '''') USING utf8mb4)');

CREATE TABLE IF NOT EXISTS from_oregon (scan BINARY(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB;

-- Each scan of our table once, in columns like Oregon's. What they cannot hold is changed on the
-- way, so that its digest is another one.
SET @statement = CONCAT(
  'CREATE TEMPORARY TABLE oregon_leaving (',
  'n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, scan BINARY(32) NOT NULL DEFAULT '''' UNIQUE, ',
  'whole BINARY(32), problem VARCHAR(80), line TEXT CHARACTER SET utf8mb4) ',
  'SELECT `library`, `datetime`, retorlo, itmbarcd, itmcalnm, ptrbarcd, ptrname, saved FROM ',
  @oregon, ' LIMIT 0');
PREPARE step FROM @statement;
EXECUTE step;
SET @statement = CONCAT(
  'INSERT IGNORE INTO oregon_leaving (scan, whole, line, `library`, `datetime`, retorlo, itmbarcd, ',
  'itmcalnm, ptrbarcd, ptrname, saved) ',
  'SELECT UNHEX(SHA2(CONCAT_WS('','', ', @our_scan, '), 256)), ',
  'UNHEX(SHA2(CONCAT_WS('','', ', @our_whole, '), 256)), ',
  'CONCAT_WS('','', ', @our_line, '), ',
  'COALESCE(`library`, ''''), COALESCE(DATE_FORMAT(`timestamp`, ''%Y%m%d%H%i%s''), ''''), ',
  'COALESCE(return_or_loan, ''''), COALESCE(item_barcode, ''''), COALESCE(item_callnumber, ''''), ',
  'COALESCE(patron_barcode, ''''), COALESCE(patron_name, ''''), COALESCE(saved, 0) ',
  'FROM `', @transactions, '` USE INDEX () ',
  'ON DUPLICATE KEY UPDATE saved = oregon_leaving.saved | VALUES(saved)');
PREPARE step FROM @statement;
EXECUTE step;
SET @statement = CONCAT(
  'UPDATE oregon_leaving SET problem = ''Oregon\\''s table cannot hold this as it is'' ',
  'WHERE `datetime` = '''' OR whole <> UNHEX(SHA2(CONCAT_WS('','', ', @whole, '), 256))');
PREPARE step FROM @statement;
EXECUTE step;

-- The scans that are there already.
CREATE TEMPORARY TABLE oregon_known (scan BINARY(32) NOT NULL PRIMARY KEY);
SET @statement = CONCAT(
  'INSERT IGNORE INTO oregon_known SELECT UNHEX(SHA2(CONCAT_WS('','', ', @scan, '), 256)) FROM ', @oregon);
PREPARE step FROM @statement;
EXECUTE step;

START TRANSACTION;
SET @statement = CONCAT(
  'INSERT INTO ', @oregon, ' (`library`, `datetime`, retorlo, itmbarcd, itmcalnm, ptrbarcd, ptrname, saved) ',
  'SELECT `library`, `datetime`, retorlo, itmbarcd, itmcalnm, ptrbarcd, ptrname, saved ',
  'FROM oregon_leaving WHERE problem IS NULL AND scan NOT IN (SELECT scan FROM oregon_known) ORDER BY n');
PREPARE step FROM @statement;
EXECUTE step;
SET @went = ROW_COUNT();
SET @statement = CONCAT(
  'UPDATE ', @oregon, ' SET saved = 1 WHERE saved = 0 ',
  'AND UNHEX(SHA2(CONCAT_WS('','', ', @scan, '), 256)) IN (SELECT scan FROM oregon_leaving WHERE saved = 1)');
PREPARE step FROM @statement;
EXECUTE step;
SET @became_saved = ROW_COUNT();
SET @statement = CONCAT(
  'UPDATE ', @oregon, ' SET saved = 1 WHERE saved = 0 ',
  'AND UNHEX(SHA2(CONCAT_WS('','', ', @scan, '), 256)) IN (SELECT scan FROM from_oregon) ',
  'AND UNHEX(SHA2(CONCAT_WS('','', ', @scan, '), 256)) NOT IN (SELECT scan FROM oregon_leaving)');
PREPARE step FROM @statement;
EXECUTE step;
SET @became_saved = @became_saved + ROW_COUNT();
INSERT IGNORE INTO from_oregon SELECT scan FROM oregon_leaving WHERE problem IS NULL;
COMMIT;
DEALLOCATE PREPARE step;

SELECT @went AS `records that went`, @became_saved AS `records that became saved there`,
       COALESCE(SUM(problem IS NOT NULL AND saved = 0), 0) AS `unsaved records that stay behind`
FROM oregon_leaving;
SELECT problem AS `stays behind because`, line FROM oregon_leaving
WHERE problem IS NOT NULL AND saved = 0 ORDER BY n;

DROP TEMPORARY TABLE oregon_leaving, oregon_known;
