// Six kinds of library: their barcodes, and the mistakes that are made with them. Made up, and
// the same each time.

/** Numbers from 0 to 1 that look random. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

function mod10(body) {
  const weigh = (digit, i) => (i % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] : Number(digit));
  const sum = [...body].reverse().reduce((total, digit, i) => total + weigh(digit, i), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function mod43(body) {
  return body + CODE_39[[...body].reduce((sum, character) => sum + CODE_39.indexOf(character), 0) % 43];
}

/** A library: `item()` and `patron()` give one that was not there before. */
function library(seed, { item, patron }) {
  const random = dice(seed);
  const used = new Set();
  const digits = (n) => Array.from({ length: n }, () => Math.floor(random() * 10)).join("");
  const pick = (list) => list[Math.floor(random() * list.length)];
  const tools = { random, digits, pick };
  const unused = (make) => () => {
    for (;;) {
      const barcode = make(tools);
      // No label ends with a blank that nobody sees.
      if (!used.has(barcode) && !barcode.endsWith(" ")) return used.add(barcode) && barcode;
    }
  };
  return { ...tools, item: unused(item), patron: unused(patron) };
}

const codabar = (first) => ({ digits }) => mod10(`${first}1234${digits(8)}`);

export const LIBRARIES = {
  "14-digit Codabar": () => library(1, { item: codabar(3), patron: codabar(2) }),
  "7 and 14 digits": () =>
    library(2, { item: (t) => (t.random() < 0.4 ? `1${t.digits(6)}` : codabar(3)(t)), patron: codabar(2) }),
  "letters and check character": () =>
    library(3, { item: ({ digits }) => mod43(`B${digits(6)}`), patron: ({ digits }) => `7${digits(7)}` }),
  "campus numbers": () => library(4, { item: codabar(3), patron: ({ digits }) => `9${digits(8)}` }),
  "patrons and items alike": () => library(5, { item: ({ digits }) => digits(10), patron: ({ digits }) => digits(10) }),
  "everything by hand": () =>
    library(6, {
      item: ({ random, pick }) =>
        random() < 0.8 ? String(1 + Math.floor(random() * 20_000)) : `${pick(["DVD", "Laptop", "KEY", "HDMI cable", "Room"])} ${1 + Math.floor(random() * 300)}`,
      patron: ({ random }) => String(1 + Math.floor(random() * 9_000)),
    }),
};

const FRENCH = "à&é\"'(-è_ç";
const isbn = (body) => {
  const sum = [...body].reduce((total, digit, i) => total + digit * (i % 2 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

/** What a scan of `barcode` becomes by mistake; `other` is another good barcode of the same role. */
export const MISTAKES = {
  "the ISBN": (barcode, other, { digits }) => isbn(`978${digits(9)}`),
  "a stripe": (barcode) => `;${barcode}=9912101?`,
  "a read error": () => "NOREAD",
  "a French keyboard": (barcode) => [...barcode].map((c) => (/\d/.test(c) ? FRENCH[c] : c)).join(""),
  "the same twice": (barcode) => barcode + barcode,
  "two run together": (barcode, other) => barcode + other,
  "the first half": (barcode) => barcode.slice(0, Math.ceil(barcode.length / 2)),
  "two digits short": (barcode) => barcode.slice(0, -2),
  "one digit short": (barcode) => barcode.slice(1),
  "a digit misread": (barcode) => barcode.replace(/\d(?=.$)/, (digit) => (Number(digit) + 3) % 10),
};
