import { type Command, InvalidArgumentError } from 'commander';
import { addTarget, collect, examples, port, type Runtime } from './command.js';

/** The port of the console unless another is given. */
export const CONSOLE_PORT = 4568;

/** Adds the command that serves the web console. */
export function addConsoleCommand(program: Command, runtime: Runtime): void {
  const serve = program.command('console').argument('[file...]', 'dumped histories to open');
  serve
    .summary('serve the web console')
    .description(
      'Serves the web console on this machine: executions, why they wait, timelines, batches. On AWS it is ' +
        'read-only unless changes are allowed. With files and no domain it is offline, and sends nothing.',
    )
    .option('--port <n>', 'the port; 0 is any', port, CONSOLE_PORT)
    .option('--host <address>', 'the address to listen on; others than loopback need --allow-host', '127.0.0.1')
    .option('--allow-host <name>', 'a host name by which browsers may reach it; can be repeated', collect)
    .option('--read-only', 'refuse changes, of swf-local too')
    .option('--allow-changes [kinds]', 'allow changes on AWS: all kinds, or those named, as in "signal,cancel"')
    .option('--budget <share>', "the share of SWF's request rates that the console may use", share, 0.25)
    .option('--decoder <module>', 'decode payloads by the export "decode" of a module, or MODULE#EXPORT')
    .option('--audit <file>', 'append a line of JSON to a file for each change')
    .option('--open', 'open it in the browser')
    .addHelpText(
      'after',
      examples(
        'swf console --context prod',
        'swf console --context prod --allow-changes=signal,cancel --audit audit.jsonl',
        'swf console dumps/*.json',
      ),
    );
  addTarget(serve);
  runtime.attach(serve, async () => (await import('../commands/console.js')).serveConsole);
}

function share(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number above 0 and up to 1.');
}
