// What a desk's page says of itself, said from here.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const cargo = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
const [, version] = cargo.match(/^version = "(.*)"$/m);
const tab = "tab0000000000001";
const folder = (site) => `${site.dir}/output/desks`;
const file = (site, n) => `${folder(site)}/workstation0000${n}.json`;

/** Says that workstation `n` is ready and holds nothing, but for what is changed. */
export async function say(site, n, desk, changed = {}) {
  const fields = {
    workstation: `workstation0000${n}`,
    tab,
    desk,
    waiting: 0,
    held: 0,
    age: "",
    version,
    now: Date.now(),
    offline: "yes",
    storage: "persistent",
    sound: 60,
    scanner: 60,
    practice: 60,
    ...changed,
  };
  const answer = await fetch(`${site.url}heartbeat.php`, { method: "POST", body: new URLSearchParams(fields) });
  if (answer.status !== 200) throw new Error(`heartbeat.php: ${answer.status}`);
}

/** Makes the last word of workstation `n` ten minutes older. */
export function silence(site, n) {
  const desk = JSON.parse(readFileSync(file(site, n), "utf8"));
  desk.tabs[tab].heard -= 600;
  writeFileSync(file(site, n), JSON.stringify(desk));
}

/** As if these workstations had never been heard from; without numbers, none. */
export function forget(site, ...numbers) {
  for (const n of numbers) rmSync(file(site, n));
  if (numbers.length > 0 || !existsSync(folder(site))) return;
  // The folder stays, for a desk that was just closed may write into it.
  for (const name of readdirSync(folder(site))) rmSync(`${folder(site)}/${name}`, { force: true });
}
