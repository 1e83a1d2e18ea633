// A private site whose Apache can be stopped and started, on apache/stack.sh.

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const root = new URL("../../", import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const stack = `${root}apache/stack.sh`;

export class Site {
  /** Prepares a site in target/NAME on a port; `config` is added to config.toml. */
  constructor(name, port, config = "") {
    this.dir = `${target}/${name}`;
    this.port = port;
    this.url = `http://127.0.0.1:${port}/offline-circ/`;
    execFileSync(stack, ["stop", this.dir]);
    rmSync(this.dir, { recursive: true, force: true });
    for (const folder of ["output", "bin", "htdocs"]) mkdirSync(`${this.dir}/${folder}`, { recursive: true });
    cpSync(`${root}apache/htdocs`, `${this.dir}/htdocs/offline-circ`, { recursive: true });
    cpSync(`${target}/release/offline-circ`, `${this.dir}/bin/offline-circ`);
    const example = readFileSync(`${root}config.example.toml`, "utf8");
    writeFileSync(
      `${this.dir}/config.toml`,
      example
        .replace(/^output_dir = .*$/m, `output_dir = "${this.dir}/output"`)
        .replace(/^# socket = .*$/m, `socket = "${this.dir}/mysql.sock"`)
        .replace(/^\[scanning\][^]*$/m, `[scanning]\n${config}\n`),
    );
    chmodSync(`${this.dir}/config.toml`, 0o644);
    execFileSync(stack, ["database", this.dir]);
    execFileSync(stack, ["schema", this.dir]);
    execFileSync(stack, ["httpd-conf", this.dir, String(port)]);
  }

  /** Starts Apache and waits until it answers. */
  async start() {
    this.httpd = spawn(stack, ["httpd", this.dir], { stdio: "ignore" });
    for (let tries = 0; tries < 200; tries++) {
      const response = await fetch(this.url).catch(() => undefined);
      if (response?.ok) return;
      await pause(50);
    }
    throw new Error(`${this.url} does not answer`);
  }

  /** Stops Apache and the program, as an outage does. */
  async stop() {
    const ended = new Promise((resolve) => this.httpd.once("exit", resolve));
    this.httpd.kill("SIGKILL");
    await ended;
    this.httpd = undefined;
    for (const name of ["httpd.conf", "bin/offline-circ"]) {
      try {
        execFileSync("pkill", ["-KILL", "-f", `${this.dir}/${name}`]);
      } catch {
        // None was left.
      }
    }
  }

  /** The records in the order recorded, as submitted lines without trailing commas. */
  rows() {
    return this.sql(
      "SELECT CONCAT_WS(',', library, DATE_FORMAT(timestamp, '%Y%m%d%H%i%S'), return_or_loan, " +
        "item_barcode, item_callnumber, patron_barcode, patron_name) FROM transactions",
    )
      .split("\n")
      .filter(Boolean)
      .map((row) => row.replace(/,+$/, ""));
  }

  sql(query) {
    const args = ["--no-defaults", "-uroot", "-N", "-r", "-S", `${this.dir}/mysql.sock`, "alma_offline", "-e", query];
    return execFileSync("mariadb", args, { encoding: "utf8" });
  }

  /** Stops everything. */
  end() {
    execFileSync(stack, ["stop", this.dir]);
  }
}
