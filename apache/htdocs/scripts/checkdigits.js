// Check digits: the last character of a barcode, computed from the others.
//
// src/circulation/check_digits.rs has the same schemes, and tests/vectors/shapes.json tests both.

/** What Code 39's modulus 43 counts with, from 0 to 42. */
const CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

/** Modulus 10 of library Codabar, for any number of digits: every second is doubled. @param {string} barcode */
function mod10(barcode) {
  if (!/^\d{7,}$/.test(barcode)) return false;
  const sum = [...barcode].reverse().reduce((total, digit, i) => {
    const weighted = Number(digit) * (i % 2 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** Modulus 11 with weights that rise from the right, as ISBN-10 has it; X is 10. @param {string} barcode */
function mod11(barcode) {
  if (!/^\d{6,}[0-9X]$/.test(barcode)) return false;
  const values = [...barcode].reverse().map((digit) => (digit === "X" ? 10 : Number(digit)));
  const sum = values.reduce((total, value, i) => total + value * (i + 1), 0);
  return sum % 11 === 0;
}

/** Modulus 43 of Code 39. @param {string} barcode */
function mod43(barcode) {
  const values = [...barcode].map((character) => CODE_39.indexOf(character));
  if (values.length < 5 || values.includes(-1)) return false;
  const check = values.pop();
  return values.reduce((total, value) => total + value, 0) % 43 === check;
}

/** Whether a barcode fits, by the name of the scheme. */
export const SCHEMES = Object.freeze({ mod10, mod11, mod43 });

/** Whether 14 digits end in the check digit of library Codabar. @param {string} barcode */
export const codabar14 = (barcode) => barcode.length === 14 && mod10(barcode);
