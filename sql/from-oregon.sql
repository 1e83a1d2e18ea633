-- Optional: brings the records of the University of Oregon's tool into our table.
--
--     mariadb alma_offline < sql/from-oregon.sql
--
-- For MariaDB 10.3 or later and MySQL 8, as root. It may be run again at any time, also while
-- desks scan with either tool: each scan comes once, what is in a file of one tool is saved
-- in our table, and what was voided or deleted here does not come again. Oregon's table is
-- only read. to-oregon.sql is the way back. In a cluster run it while nobody sends: desks wait
-- for it on the same server only.
--
-- It prints what came, and each unsaved row that stays behind with the reason: as a line that
-- you can correct and submit on the scanning page.

-- Oregon's table, and the name in config.toml, if they are others.
SET @oregon = '`offline-circ`.`circulation`';
SET @transactions = 'transactions';

SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1;

-- What makes two rows the same scan, and the whole row, as text in which nothing can be mistaken
-- for anything else; and the row as a line.
SET @scan = CONCAT('HEX(CONVERT(COALESCE(`library`, '''') USING utf8mb4)), ',
                   'COALESCE(`datetime`, ''''), ',
                   'HEX(CONVERT(COALESCE(retorlo, '''') USING utf8mb4)), ',
                   'HEX(CONVERT(COALESCE(itmbarcd, '''') USING utf8mb4)), ',
                   'HEX(CONVERT(COALESCE(ptrbarcd, '''') USING utf8mb4))');
SET @whole = CONCAT(@scan, ', HEX(CONVERT(COALESCE(itmcalnm, '''') USING utf8mb4)), ',
                    'HEX(CONVERT(COALESCE(ptrname, '''') USING utf8mb4))');
SET @line = CONCAT('CONVERT(COALESCE(`library`, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(`datetime`, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(retorlo, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(itmbarcd, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(itmcalnm, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(ptrbarcd, '''') USING utf8mb4), ',
                   'CONVERT(COALESCE(ptrname, '''') USING utf8mb4)');
SET @our_scan = CONCAT('HEX(CONVERT(COALESCE(`library`, '''') USING utf8mb4)), ',
                       'COALESCE(DATE_FORMAT(`timestamp`, ''%Y%m%d%H%i%s''), ''''), ',
                       'HEX(CONVERT(COALESCE(return_or_loan, '''') USING utf8mb4)), ',
                       'HEX(CONVERT(COALESCE(item_barcode, '''') USING utf8mb4)), ',
                       'HEX(CONVERT(COALESCE(patron_barcode, '''') USING utf8mb4))');
SET @our_whole = CONCAT(@our_scan, ', HEX(CONVERT(COALESCE(item_callnumber, '''') USING utf8mb4)), ',
                        'HEX(CONVERT(COALESCE(patron_name, '''') USING utf8mb4))');

-- Which scans have come: no more of them than a digest.
CREATE TABLE IF NOT EXISTS from_oregon (scan BINARY(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB;

-- Each scan of Oregon's table once, in columns like ours. What they cannot hold is changed on
-- the way, so that its digest is another one. Oregon's append.php takes the first seven pieces
-- between commas: of a call number with a comma, the second half lies in the patron's column.
-- Patrons are digits only there, and a name with a digit may be the patron.
SET @statement = CONCAT(
  'CREATE TEMPORARY TABLE oregon_arriving (',
  'n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, scan BINARY(32) NOT NULL DEFAULT '''' UNIQUE, ',
  'whole BINARY(32), problem VARCHAR(80), line TEXT CHARACTER SET utf8mb4) ',
  'SELECT `library`, `timestamp`, return_or_loan, item_barcode, item_callnumber, ',
  'patron_barcode, patron_name, saved FROM `', @transactions, '` LIMIT 0');
PREPARE step FROM @statement;
EXECUTE step;
SET @statement = CONCAT(
  'INSERT IGNORE INTO oregon_arriving (scan, whole, line, `library`, `timestamp`, return_or_loan, ',
  'item_barcode, item_callnumber, patron_barcode, patron_name, saved) ',
  'SELECT UNHEX(SHA2(CONCAT_WS('','', ', @scan, '), 256)), UNHEX(SHA2(CONCAT_WS('','', ', @whole, '), 256)), ',
  'CONCAT_WS('','', ', @line, '), ',
  '`library`, STR_TO_DATE(`datetime`, ''%Y%m%d%H%i%s''), retorlo, itmbarcd, itmcalnm, ptrbarcd, ptrname, ',
  'COALESCE(saved, 0) FROM ', @oregon,
  ' ON DUPLICATE KEY UPDATE saved = oregon_arriving.saved | VALUES(saved)');
PREPARE step FROM @statement;
EXECUTE step;
SET @statement = CONCAT(
  'UPDATE oregon_arriving SET problem = CASE ',
  'WHEN COALESCE(`timestamp` >= ''1000-01-01'' AND DAY(`timestamp`) BETWEEN 1 AND DAY(LAST_DAY(`timestamp`)), 0) = 0 ',
  'THEN ''This is no date and time'' ',
  'WHEN CAST(COALESCE(return_or_loan, '''') AS BINARY) NOT IN (''L'', ''R'') THEN ''This is neither a loan nor a return'' ',
  'WHEN COALESCE(item_barcode, '''') = '''' THEN ''There is no item barcode'' ',
  'WHEN return_or_loan = ''L'' AND (COALESCE(patron_barcode, '''') = '''' ',
  'OR CONVERT(patron_barcode USING utf8mb4) REGEXP ''[^0-9]'' ',
  'OR CONVERT(patron_name USING utf8mb4) REGEXP ''[0-9]'') ',
  'THEN ''A comma has moved the patron, or there is none'' ',
  'WHEN whole <> UNHEX(SHA2(CONCAT_WS('','', ', @our_whole, '), 256)) THEN ''Our table cannot hold this as it is'' ',
  'WHEN INSTR(CAST(line AS BINARY), 0x0A) > 0 THEN ''There is a line break in this'' END');
PREPARE step FROM @statement;
EXECUTE step;

-- The program's own lock: a scan that a desk sends now comes before what follows, or after it.
SET @lock = CONCAT('offline-circ ', LEFT(SHA2(CONCAT(DATABASE(), '.`', @transactions, '`'), 256), 40));
SET @statement = IF(GET_LOCK(@lock, 60) = 1, 'DO 0', 'DO `Others are writing to the table: run this again`');
PREPARE step FROM @statement;
EXECUTE step;

-- The scans that are here already.
CREATE TEMPORARY TABLE oregon_known (scan BINARY(32) NOT NULL PRIMARY KEY);
SET @statement = CONCAT(
  'INSERT IGNORE INTO oregon_known SELECT UNHEX(SHA2(CONCAT_WS('','', ', @our_scan, '), 256)) FROM `',
  @transactions, '`');
PREPARE step FROM @statement;
EXECUTE step;
INSERT IGNORE INTO oregon_known SELECT scan FROM from_oregon;

START TRANSACTION;
SET @statement = CONCAT(
  'INSERT INTO `', @transactions, '` (`library`, `timestamp`, return_or_loan, item_barcode, ',
  'item_callnumber, patron_barcode, patron_name, saved) ',
  'SELECT `library`, `timestamp`, return_or_loan, item_barcode, item_callnumber, patron_barcode, ',
  'patron_name, saved FROM oregon_arriving WHERE problem IS NULL ',
  'AND scan NOT IN (SELECT scan FROM oregon_known) ORDER BY n');
PREPARE step FROM @statement;
EXECUTE step;
SET @came = ROW_COUNT();
SET @statement = CONCAT(
  'UPDATE `', @transactions, '` SET saved = 1 WHERE COALESCE(saved, 0) = 0 ',
  'AND UNHEX(SHA2(CONCAT_WS('','', ', @our_scan, '), 256)) IN ',
  '(SELECT scan FROM oregon_arriving WHERE saved = 1)');
PREPARE step FROM @statement;
EXECUTE step;
SET @became_saved = ROW_COUNT();
INSERT IGNORE INTO from_oregon SELECT scan FROM oregon_arriving WHERE problem IS NULL;
COMMIT;
DO RELEASE_LOCK(@lock);
DEALLOCATE PREPARE step;

SELECT @came AS `records that came`, @became_saved AS `records that are in a file of Oregon's tool by now`,
       COALESCE(SUM(problem IS NOT NULL), 0) AS `rows that stay behind` FROM oregon_arriving;
SELECT problem AS `stays behind because`, line FROM oregon_arriving
WHERE problem IS NOT NULL AND saved = 0 ORDER BY n;

DROP TEMPORARY TABLE oregon_arriving, oregon_known;
