// Chromium, Firefox and WebKit, each by its own WebDriver: started here, and ended with the test.
//
// Keys go to whatever has the focus, as a scanner's do. Nothing here looks for another driver
// or browser, or asks the internet for one.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { Builder, By, Key } from "selenium-webdriver";
import { flags } from "./flags.mjs";
import { holdPort, STANDSTILL, until } from "./stack.mjs";

/** How each is started: its driver, and what a session asks for, with scripts or without. */
const BROWSERS = {
  Chromium: {
    driver: "chromedriver",
    capabilities: (scripts) => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: process.env.CHROMIUM,
        args: ["--headless=new", ...flags],
        prefs: scripts ? {} : { "profile.managed_default_content_settings.javascript": 2 },
      },
    }),
  },
  Firefox: {
    driver: process.env.GECKODRIVER ?? "geckodriver",
    capabilities: (scripts) => ({
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: process.env.FIREFOX,
        args: ["-headless"],
        prefs: { "javascript.enabled": scripts },
      },
    }),
  },
  // It needs a screen, and gets one that nobody sees.
  WebKit: {
    driver: "WebKitWebDriver",
    hasScreen: true,
    capabilities: (scripts) => ({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { args: ["--automation", `--enable-javascript=${scripts}`] },
    }),
  },
};

/** What the drivers say when a page is left before it has answered. */
const LEFT = /before the unload event|document (was )?unloaded|aborted by navigation|execution context|destroyed before/i;

/** The process, once it runs; a missing command is said as what it is. */
async function start(command, args, options) {
  const started = spawn(command, args, options);
  try {
    await once(started, "spawn");
  } catch (error) {
    assert.fail(`${command} is missing: tests/run browser installs it (${error.code})`);
  }
  return started;
}

export class Browser {
  #processes = [];
  #driver;
  #letGoOfPort;

  /** A browser with an empty profile, at an empty page. */
  static async start(name, { scripts = true } = {}) {
    const browser = new Browser();
    try {
      await browser.#start(BROWSERS[name], scripts);
    } catch (error) {
      await browser.end();
      throw error;
    }
    return browser;
  }

  async #start({ driver, hasScreen, capabilities }, scripts) {
    const env = { ...process.env, NO_AT_BRIDGE: "1" };
    if (hasScreen) env.DISPLAY = await this.#screen();
    const { port, letGo } = await holdPort();
    this.#letGoOfPort = letGo;
    this.#processes.push(await start(driver, [`--port=${port}`], { env, stdio: "ignore" }));
    const server = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${server}/status`).catch(() => undefined))?.ok, `${driver} answers`);
    const wanted = { ...capabilities(scripts), unhandledPromptBehavior: "accept" };
    this.#driver = await new Builder().usingServer(server).withCapabilities(wanted).build();
    await this.#driver.manage().setTimeouts({ pageLoad: STANDSTILL, script: STANDSTILL });
  }

  /** A screen in memory; it leaves no file behind, even when it is killed. */
  async #screen() {
    const args = ["-displayfd", "1", "-nolock", "-nolisten", "unix", "-nolisten", "tcp"];
    const screen = await start("Xvfb", args, { stdio: ["ignore", "pipe", "ignore"] });
    this.#processes.push(screen);
    const [number] = await once(createInterface(screen.stdout), "line");
    return `:${number}`;
  }

  goto(url) {
    return this.#driver.get(url);
  }

  /** Loads the page once more, as a person does, and leaves it even if it asks. A driver's own refresh may pass by the worker. */
  async reload() {
    await this.read("document.documentElement.dataset.isOld = 'true'");
    await this.#driver.executeScript("location.reload()").catch(() => {});
    const isNew = () => this.read("document.documentElement?.dataset.isOld === undefined");
    await until(isNew, "the page is a new one");
  }

  /** Keys as a scanner or a person gives them: text, and the names of others, such as "ENTER" and "F9". */
  async keys(...pressed) {
    await this.#driver.actions().sendKeys(...pressed.map((key) => Key[key] ?? key)).perform();
  }

  /** What an expression is in the page: in the next one, if this one is being left. */
  async read(expression) {
    const end = Date.now() + STANDSTILL;
    for (;;) {
      try {
        return await this.#driver.executeScript(`return ${expression}`);
      } catch (error) {
        if (!LEFT.test(String(error)) || Date.now() > end) throw error;
        await pause(20);
      }
    }
  }

  /** The visible text of the first such element, "" if there is none. */
  text(selector) {
    return this.read(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`);
  }

  count(selector) {
    return this.read(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
  }

  async click(selector) {
    await this.#driver.findElement(By.css(selector)).click();
  }

  /** Ends the browser, its driver and its screen. */
  async end() {
    await this.#driver?.quit().catch(() => {});
    for (const started of this.#processes.reverse()) started.kill();
    this.#letGoOfPort?.();
  }
}
