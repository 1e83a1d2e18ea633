// The core steps in WebKit.

import { inBrowser } from "./core.mjs";

inBrowser("WebKit");
