// The scanning page: Enter, which ends every scan, moves from patron to item and adds the item.
// Without this script the form still records one scan at a time.

import { line, patronBarcode, timestamp } from "./line.js";

const form = document.forms.mainform;
const message = document.getElementById("message");

/** Says what is missing and puts the cursor there; with "" says nothing any more. */
function say(text, field) {
  message.textContent = text;
  message.hidden = text === "";
  for (const input of [form.library, form.patronBarcode, form.itemBarcode, form.itemBarcode2]) {
    input.removeAttribute("aria-invalid");
  }
  if (field) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
    field.select?.();
  }
}

/** Adds the transaction to the log, unless a field that it needs is empty. */
function add(kind, itemField, patron) {
  const item = itemField.value.trim();
  if (form.library.value === "---") return say("Choose the library first.", form.library);
  if (kind === "L" && !patron) return say("Scan the patron's barcode first.", form.patronBarcode);
  if (!item) return say("Scan the item's barcode.", itemField);
  const time = timestamp(new Date());
  const entry = line({ library: form.library.value, time, kind, item, patron });
  const log = form.textarea;
  log.value += (log.value === "" || log.value.endsWith("\n") ? "" : "\n") + entry + "\n";
  log.scrollTop = log.scrollHeight;
  say("");
  itemField.value = "";
  itemField.focus();
}

const checkOut = () => add("L", form.itemBarcode, patronBarcode(form.patronBarcode.value));
const checkIn = () => add("R", form.itemBarcode2, "");

function onEnter(field, action) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    action();
  });
}

function onClick(button, action) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    action();
  });
}

onEnter(form.patronBarcode, () => form.itemBarcode.focus());
onEnter(form.itemBarcode, checkOut);
onEnter(form.itemBarcode2, checkIn);
onClick(form.checkoutbutton, checkOut);
onClick(form.checkinbutton, checkIn);

let submitting = false;

form.addEventListener("submit", (event) => {
  // What is scanned and not yet added would be recorded a second time by the server.
  const waiting = [form.itemBarcode, form.itemBarcode2].find((field) => field.value.trim() !== "");
  if (waiting) {
    event.preventDefault();
    return say("This item is not in the log yet: press Enter to add it, or clear it.", waiting);
  }
  form.patronBarcode.value = "";
  submitting = true;
});

addEventListener("beforeunload", (event) => {
  if (!submitting && form.textarea.value.trim() !== "") event.preventDefault();
});

// The notice tells of one submission; a reload must not tell of it again.
if (location.search) history.replaceState(null, "", location.pathname);
