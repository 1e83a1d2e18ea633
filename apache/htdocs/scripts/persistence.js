// Whether the browser keeps scans that wait when the disk fills up, and how to ask it to.
//
// Browsers may delete what a site has stored when they need room, unless they have promised
// not to. Over plain HTTP they promise nothing and cannot be asked, so nothing is shown.

import { say } from "./messages.js";

/**
 * Says so where the browser has promised nothing.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.box hidden until then
 * @param {HTMLElement} parts.text
 * @param {HTMLButtonElement} parts.button asks the browser
 * @param {StorageManager | undefined} storage
 */
export async function showPersistence({ box, text, button }, storage) {
  if (!storage?.persist) return;
  const ask = () => storage.persist().catch(() => false);
  // Chromium decides by itself, Firefox asks the person.
  const asked = ask();
  if (await storage.persisted()) return;
  /** @param {boolean} isKept */
  const tell = (isKept) => {
    text.textContent = isKept ? say("keepsScans") : say("keepsRefused");
    button.hidden = isKept;
  };
  text.textContent = say("mayDelete");
  box.hidden = false;
  button.addEventListener("click", async () => tell(await ask()));
  if (await asked) tell(true);
}
