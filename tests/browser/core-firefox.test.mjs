// The core steps in Firefox.

import { inBrowser } from "./core.mjs";

inBrowser("Firefox");
