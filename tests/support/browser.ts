import bundled from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** What keeps a browser quiet: no update, no sync, nobody called but us. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The package's own flags are for its cloud: one process for all, no web security. We take only what it needs to paint. */
const SOFTWARE_PAINT = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--in-process-gpu",
  "--disable-dev-shm-usage",
];

/**
 * A real Chromium. On Linux x64 the one inside an npm package, which needs nothing installed; elsewhere the Chrome of
 * the machine. ROUNDLETTER_CHROME names another one. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.ROUNDLETTER_CHROME;
  if (named) return chromium.launch({ executablePath: named, args: [...QUIET, ...rootFlags()] });
  if (process.platform !== "linux" || process.arch !== "x64") {
    return chromium.launch({ channel: "chrome", args: QUIET });
  }
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    args: [...QUIET, ...SOFTWARE_PAINT, ...rootFlags()],
  });
}

/** Chromium's own sandbox does not start for root. */
function rootFlags(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
