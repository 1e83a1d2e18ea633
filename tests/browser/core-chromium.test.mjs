// The core steps in Chromium.

import { inBrowser } from "./core.mjs";

inBrowser("Chromium");
