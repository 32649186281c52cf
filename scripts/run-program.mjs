import { spawn } from 'node:child_process';

/**
 * Runs a Node program in place of this one: it gets the terminal and the signals.
 *
 * This process waits for it, and exits with its exit code.
 */
export function runProgram(cwd, args) {
  const program = spawn(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    // Hides the SDK's warning that it will drop this version of Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Windows has no signals: the program hears of Ctrl-C by itself, and this would end it at once.
    process.on(signal, () => process.platform === 'win32' || program.kill(signal));
  }
  program.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  program.on('close', (exitCode) => {
    process.exitCode = exitCode ?? 1;
  });
}
