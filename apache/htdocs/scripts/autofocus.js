// The attribute autofocus is for a browser without scripts: with one, the page says where scans go.
//
// WebKit obeys it when it first draws the page, whatever has the focus by then and even if the
// attribute is gone. An element that came later is safe from that.

/**
 * Gives a field the focus as the attribute would have, and sees to it that it does not take the
 * focus from another one later.
 *
 * @param {HTMLInputElement} field
 */
export function endAutofocus(field) {
  const { activeElement, body } = document;
  if (activeElement === field) return; // it was obeyed
  const another = /** @type {HTMLInputElement} */ (field.cloneNode());
  another.autofocus = false;
  field.replaceWith(another);
  if (activeElement === body) another.focus();
}
