import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium-headless-shell', 'chromium'];

/** The configuration of the tests that need it. */
export const BROWSER_TESTS = 'packages/console/test/browser/vitest.config.ts';

/** What to do where there is none. */
export const NO_CHROMIUM = 'no Chromium: install chromium-headless-shell, or set SWF_CHROMIUM to the path of one';

/** Returns the path of Chromium: that of `SWF_CHROMIUM`, else the first one on the `PATH`. */
export function findChromium() {
  const { SWF_CHROMIUM, PATH = '' } = process.env;
  if (SWF_CHROMIUM) return SWF_CHROMIUM;
  const paths = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return paths.find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Switches of a Chromium that shows nothing and calls nobody. */
export function chromiumOptions(executablePath) {
  return {
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      // Other origins, for tests of what they cannot do.
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
    // Chromium refuses to run as root in its sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
  };
}
