// The pages that take files, import.php and lists.php: says how far the files are sent, and what the server is doing with them.
//
// The forms work without it. What is recorded is what was shown: once a choice is changed, the
// record button is gone until the server has shown what comes of it.

import { say } from "./messages.js";

/** @param {HTMLFormElement} form the place in it where its progress is said */
function place(form) {
  const there = form.querySelector(".progress");
  if (there) return there;
  const place = document.createElement("div");
  place.className = "progress";
  place.setAttribute("role", "status");
  form.append(place);
  return place;
}

/** Shows how far it is. @param {HTMLFormElement} form @param {string} text @param {number} [share] of what is sent */
function progress(form, text, share) {
  const said = document.createElement("p");
  said.textContent = text;
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", text);
  if (share !== undefined) bar.value = share;
  place(form).replaceChildren(said, bar);
}

/** Says what went wrong. @param {HTMLFormElement} form @param {string} text */
function fail(form, text) {
  const said = document.createElement("p");
  said.textContent = text;
  const box = document.createElement("div");
  box.className = "errors";
  box.setAttribute("role", "alert");
  box.append(said);
  place(form).replaceChildren(box);
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}

/** A page in the place of this one. @param {Document} next @param {string} address */
function show(next, address) {
  for (const part of ["h1", "main"]) {
    const [old, fresh] = [document.querySelector(part), next.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  document.title = next.title;
  // Back leads to the form that was left, as without a script.
  history.pushState(null, "", address);
  prepare();
  const main = document.querySelector("main");
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
  scrollTo(0, 0);
}

/** @param {HTMLFormElement} form @param {XMLHttpRequest} request */
function follow(form, request) {
  const isRecord = form.id === "record";
  let isSent = false;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable || isSent) return;
    const share = event.loaded / event.total;
    progress(form, say("sendingPercent", { percent: Math.floor(share * 100) }), share);
  });
  request.upload.addEventListener("load", () => {
    isSent = true;
    progress(form, isRecord ? say("sentRecording") : say("sentReading"));
  });
  request.addEventListener("load", () => {
    const next = new DOMParser().parseFromString(request.responseText, "text/html");
    // What was chosen stays, to be sent once more.
    if (request.status >= 500) fail(form, next.querySelector("main p")?.textContent ?? say("filesUnsent"));
    else show(next, form.action);
  });
  request.addEventListener("error", () => fail(form, isRecord && isSent ? say("recordsUnsure") : say("filesUnsent")));
}

/** What is wrong with the size of the chosen files. @param {HTMLFormElement} form */
function tooLarge(form) {
  const field = form.querySelector("input[type=file]");
  if (!(field instanceof HTMLInputElement)) return "";
  const bytes = Array.from(field.files ?? []).reduce((sum, file) => sum + file.size, 0);
  const { megabytes = "" } = form.dataset;
  if (bytes <= Number(form.dataset.bytes)) return "";
  return form.dataset.large ?? say("filesTooLarge", { megabytes });
}

/** @param {SubmitEvent} event */
function submit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = /** @type {HTMLButtonElement | null | undefined} */ (event.submitter);
  // A download is none of ours. Browsers that do not say which button it was do it all themselves.
  if (!button || button.name === "download") return;
  event.preventDefault();
  const problem = tooLarge(form);
  if (problem) return fail(form, problem);
  const request = new XMLHttpRequest();
  follow(form, request);
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
  progress(form, say("sendingFiles"), 0);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
}

/** A choice has changed: what is shown is not what would come of it. */
function changed() {
  const record = document.getElementById("record");
  if (!record || record.hidden) return;
  record.hidden = true;
  const choices = document.querySelector("#choices .choices");
  const note = document.createElement("span");
  note.setAttribute("role", "status");
  choices?.append(note);
  note.textContent = say("pressToSee");
  choices?.querySelector("button")?.classList.remove("second");
}

/** A field of a choice chooses it. @param {Event} event */
function choose(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const radio = field.closest(".check")?.querySelector("input[type=radio]");
  if (radio instanceof HTMLInputElement && field !== radio) radio.checked = true;
  changed();
}

function prepare() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.sending"))) {
    form.addEventListener("submit", submit);
  }
  document.getElementById("choices")?.addEventListener("input", choose);
}

prepare();
addEventListener("popstate", () => location.reload());
