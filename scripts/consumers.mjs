import { runProgram } from './run-program.mjs';
import { setUp } from './setup.mjs';
import { root } from './steps.mjs';

// Tests the packed packages with many kinds of consumers. Arguments go to vitest: `npm run
// consumers -- bundlers`.
const code = await setUp();
if (code === 0) {
  const vitest = `${root}/node_modules/vitest/vitest.mjs`;
  runProgram(`${root}/integrations`, [vitest, 'run', '--root', 'consumers', ...process.argv.slice(2)]);
} else {
  process.exitCode = code;
}
