// One transaction as a line of the Transaction Log, in the form that append.php reads.

/** A field in double quotes where RFC 4180 asks for them. */
function quoted(field) {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** `library,time,L|R,item barcode,call number,patron barcode,patron name`; kind is L or R. */
export function line({ library, time, kind, item, callNumber = "", patron = "", patronName = "" }) {
  return [library, time, kind, item, callNumber, patron, patronName].map(quoted).join(",");
}

/** What a line says, for showing it; the server alone decides whether it is right. */
export function fields(text) {
  const found = [...text.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  const [library = "", time = "", kind = "", item = "", callNumber = "", patron = ""] = found.map(
    ([, inQuotes, bare]) => inQuotes?.replaceAll('""', '"') ?? bare.trim(),
  );
  return { library, time: time.replaceAll(/\D/g, ""), kind, item, callNumber, patron };
}

/** `hh:mm:ss` of YYYYMMDDhhmmss. */
export function hours(time) {
  return time.replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/, "$1:$2:$3");
}
