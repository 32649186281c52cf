import { readFileSync } from 'node:fs';
import { run } from './run.js';
import { processShell } from './shell.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const shell = processShell();
// The SDK's warning that it will drop a version of Node is for those who choose the version.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
// Node ends a process that waits for nothing it knows, such as a decider that never settles.
const running = setInterval(() => {}, 2 ** 30);
process.exitCode = await run(process.argv.slice(2), shell, version);
clearInterval(running);
