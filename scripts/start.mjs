import { spawn } from 'node:child_process';
import { setUp } from './setup.mjs';
import { root } from './steps.mjs';

const code = await setUp();
if (code !== 0) process.exit(code);

const example = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...process.argv.slice(2)], {
  cwd: `${root}/examples/order-fulfilment`,
  stdio: 'inherit',
  // The SDK's notice that it will need a newer Node one day would be the first thing that a newcomer reads.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env },
});
// The example stops its actors on a signal; this process outlives it to tell how that went.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => example.kill(signal));
}
example.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
example.on('close', (exitCode) => {
  process.exitCode = exitCode ?? 1;
});
