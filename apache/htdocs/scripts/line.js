// One transaction as a line of the Transaction Log, in the form that append.php reads.

/** The local time as YYYYMMDDhhmmss. */
export function timestamp(date) {
  const two = (n) => String(n).padStart(2, "0");
  return (
    String(date.getFullYear()).padStart(4, "0") +
    [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()]
      .map(two)
      .join("")
  );
}

/** A field in double quotes where RFC 4180 asks for them. */
function quoted(field) {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** `library,time,L|R,item barcode,call number,patron barcode,patron name`; kind is L or R. */
export function line({ library, time, kind, item, callNumber = "", patron = "", patronName = "" }) {
  return [library, time, kind, item, callNumber, patron, patronName].map(quoted).join(",");
}

/** The patron barcode in what was scanned: the first run of digits, "" if there is none. */
export function patronBarcode(scanned) {
  return scanned.match(/\d+/)?.[0] ?? "";
}
