// The autofocus attribute is for browsers without scripts. With scripts, the page decides where scans go.
//
// WebKit obeys the attribute when it first draws the page, even if another field has the focus or
// the attribute is gone. It leaves an element alone that is inserted later without it.

/**
 * Gives a field the focus as the attribute would have, and sees to it that it does not take the
 * focus from another one later.
 *
 * @param {HTMLInputElement} field
 */
export function endAutofocus(field) {
  const { activeElement, body } = document;
  if (activeElement === field) return; // the browser has obeyed already
  const another = /** @type {HTMLInputElement} */ (field.cloneNode());
  another.autofocus = false;
  field.replaceWith(another);
  if (activeElement === body) another.focus();
}
