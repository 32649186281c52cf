import { report } from './report.js';
import { flush, type Shell } from './shell.js';
import { Runtime } from './tree/command.js';
import { buildProgram } from './tree/program.js';

/** Runs a command line in a shell; resolves to its exit code, and never rejects. */
export async function run(argv: readonly string[], shell: Shell, version: string): Promise<number> {
  const runtime = new Runtime(shell);
  try {
    await buildProgram(runtime, version).parseAsync(argv, { from: 'user' });
    await flush(shell.stdout);
    return runtime.exitCode;
  } catch (error) {
    // What an interrupted command throws follows from the interruption.
    return report(shell, shell.signal.aborted ? shell.signal.reason : error, runtime.target);
  }
}
