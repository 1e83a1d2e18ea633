// The tones, and the word and sign that go with each in the large line.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { last, ownSite, press, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("sound");
const NAMES = ["recorded", "look", "not recorded"];

/** Lists the frequency of each note that is played. */
const listening = (desk) =>
  desk.context.addInitScript(() => {
    globalThis.notes = [];
    const { OscillatorNode } = globalThis;
    globalThis.OscillatorNode = class extends OscillatorNode {
      constructor(context, options) {
        super(context, options);
        globalThis.notes.push(options.frequency);
      }
    };
  });

/** The notes since the last question. */
const notes = (page) => page.evaluate(() => globalThis.notes.splice(0));
const looksLike = (page) => page.getAttribute("#lastcard", "class");
/** Keeps all that the test of the sound says. */
const keepSayings = (page) =>
  page.evaluate(() => {
    globalThis.sayings = [];
    const place = document.getElementById("soundtest");
    new MutationObserver(() => sayings.push(place.textContent)).observe(place, { childList: true });
  });
const sayings = (page) => page.evaluate(() => globalThis.sayings);

test("three tones differ in pitch and rhythm, are lower than a scanner's, loud, and without clicks", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const tones = await page.evaluate(async (names) => {
    const RATE = 48_000;
    const { Sound } = await import(new URL("scripts/sound.js", location.href).href);
    const tones = [];
    for (const name of names) {
      let context;
      globalThis.AudioContext = class extends OfflineAudioContext {
        constructor() {
          super(1, 1.2 * RATE, RATE);
          context = this;
        }
        resume() {
          return Promise.resolve();
        }
      };
      new Sound({ get: () => null, set() {} }).play(name);
      const samples = [...(await context.startRendering()).getChannelData(0)];
      // A stretch of sound ends with 20 ms of silence.
      const stretches = [];
      let quiet = RATE;
      samples.forEach((sample, at) => {
        if (Math.abs(sample) < 0.001) return (quiet += 1);
        if (quiet > 0.02 * RATE) stretches.push({ from: at });
        Object.assign(stretches.at(-1), { to: at });
        quiet = 0;
      });
      const peak = (part) => part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      tones.push({
        peak: peak(samples),
        edge: Math.max(...stretches.flatMap(({ from, to }) => [samples.slice(from, from + 24), samples.slice(to - 24, to)]).map(peak)),
        lengths: stretches.map(({ from, to }) => Math.round((100 * (to - from)) / RATE) / 100),
        pitches: stretches.map(({ from, to }) => {
          const part = samples.slice(from, to);
          const rises = part.filter((sample, i) => sample > 0 && part[i - 1] <= 0).length;
          return Math.round((rises * RATE) / (to - from));
        }),
      });
    }
    return tones;
  }, NAMES);
  for (const [i, { peak, edge, pitches }] of tones.entries()) {
    assert.ok(peak >= 0.5 && peak <= 1, `${NAMES[i]}: ${peak} is loud`);
    assert.ok(edge < 0.1, `${NAMES[i]}: it begins and ends with ${edge}`);
    assert.ok(Math.max(...pitches) < 1_500, `${NAMES[i]}: ${pitches} is no scanner's beep`);
  }
  const rhythms = tones.map(({ lengths }) => lengths.length);
  assert.equal(new Set(rhythms).size, 3, JSON.stringify(tones));
  const pitches = tones.map((tone) => tone.pitches[0]).toSorted((a, b) => a - b);
  pitches.slice(1).forEach((pitch, i) => assert.ok(pitch > 1.4 * pitches[i], `${pitches} are far from each other`));
  await desk.close();
});

test("a scan and a warning have a tone, a word, a sign and a look, and muted stays muted", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await listening(desk);
  let page = await desk.visit();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await until(async () => /^✔ OK: Return 31234000000001$/.test(await last(page)));
  assert.equal(await looksLike(page), "last is-recorded");
  const taken = await notes(page);
  assert.equal(taken.length, 2);
  await scan(page, "31234000000001");
  await until(async () => /^⚠ Look: .*F9 records it/.test(await last(page)));
  assert.equal(await looksLike(page), "last is-look");
  const look = await notes(page);
  assert.equal(look.length, 3);
  assert.ok(look.every((note) => !taken.includes(note)));
  await page.click("text=Sound is on");
  page = await desk.visit();
  assert.equal(await page.textContent("#mutebutton"), "Sound is off");
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000002");
  await until(async () => /Return 31234000000002/.test(await last(page)));
  assert.deepEqual(await notes(page), []);
  await keepSayings(page);
  await page.click("#testsoundbutton");
  await until(async () => (await sayings(page)).length > 0);
  assert.match((await sayings(page)).join(), /^Sound is off\. Press "Sound is off" to switch it on/);
  assert.deepEqual(await notes(page), []);
  await desk.close();
});

test("Test sound plays the three tones and says which one is which, until the next scan", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await listening(desk);
  const page = await desk.visit();
  await page.focus("#itemBarcode2");
  await keepSayings(page);
  await page.click("#testsoundbutton");
  await until(async () => (await sayings(page)).length === 4);
  const said = await sayings(page);
  const words = ["✔ OK", "⚠ Look", "✖ Not recorded"];
  words.forEach((word, i) => assert.ok(said[i].startsWith(`${i + 1} of 3: ${word}: `), said[i]));
  assert.match(said[3], /Those were the three tones/);
  assert.equal((await notes(page)).length, 6);
  await accessible(page);
  await picture(page, "scanning-test-sound");
  await page.clock.install();
  await page.click("#testsoundbutton");
  await until(async () => (await notes(page)).length === 2);
  await scan(page, "31234000000001");
  await until(async () => /Return 31234000000001/.test(await last(page)));
  assert.equal(await page.textContent("#soundtest"), "");
  await notes(page);
  await page.clock.runFor(10_000);
  assert.deepEqual(await notes(page), [], "the test is over");
  await desk.close();
});

test("a browser without sound records in silence, and Test sound says so", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    globalThis.AudioContext = undefined;
  });
  const page = await desk.visit();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await until(async () => /Return 31234000000001/.test(await last(page)));
  await page.click("#testsoundbutton");
  assert.match(await page.textContent("#soundtest"), /cannot play sound/);
  await desk.close();
});

test("a sound that the browser has suspended is heard again from the next key on", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    const { AudioContext } = globalThis;
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super();
        globalThis.context = this;
      }
    };
  });
  const page = await desk.visit();
  await press(page, "1");
  await until(() => page.evaluate(() => globalThis.context?.state === "running"));
  await page.evaluate(() => globalThis.context.suspend());
  await press(page, "2");
  await until(() => page.evaluate(() => globalThis.context.state === "running"));
  await desk.close();
});
