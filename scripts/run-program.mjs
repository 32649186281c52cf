import { spawn } from 'node:child_process';

/**
 * Runs a Node program in place of this one: it has the terminal, gets the signals, and its exit code becomes this process's.
 *
 * The program ends by itself on a signal; this process outlives it to tell how that went.
 */
export function runProgram(cwd, args) {
  const program = spawn(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    // The SDK's notice that it will need a newer Node one day would be the first thing that a newcomer reads.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
  program.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  program.on('close', (exitCode) => {
    process.exitCode = exitCode ?? 1;
  });
}
