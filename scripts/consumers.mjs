import { spawn } from 'node:child_process';
import { setUp } from './setup.mjs';
import { root } from './steps.mjs';

// Tests the packed packages with many kinds of consumers. Arguments go to vitest: `npm run
// consumers -- bundlers`.
const code = await setUp();
if (code !== 0) process.exit(code);

const vitest = spawn('npx', ['vitest', 'run', '--root', 'consumers', ...process.argv.slice(2)], {
  cwd: `${root}/integrations`,
  shell: process.platform === 'win32',
  stdio: 'inherit',
});
vitest.on('close', (exitCode) => {
  process.exitCode = exitCode ?? 1;
});
