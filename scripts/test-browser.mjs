import { BROWSER_TESTS, findChromium, NO_CHROMIUM } from '../packages/console/scripts/chromium.mjs';
import { runProgram } from './run-program.mjs';
import { setUpSources } from './setup.mjs';
import { root } from './steps.mjs';

const code = await setUpSources();
if (code !== 0) {
  process.exitCode = code;
} else if (findChromium() === undefined) {
  process.stderr.write(`${NO_CHROMIUM}\n`);
  process.exitCode = 1;
} else {
  runProgram(root, ['node_modules/vitest/vitest.mjs', 'run', '--config', BROWSER_TESTS, ...process.argv.slice(2)]);
}
