import type { Command } from 'commander';
import { addOutput, addTarget, collect, examples, port, type Runtime } from './command.js';
import { CONSOLE_PORT } from './console.js';

/** Adds the commands about this machine: a local service, a checkup, and completion. */
export function addLocalCommands(program: Command, runtime: Runtime): void {
  const dev = program.command('dev').argument('[command...]', 'a command to run with it, after --');
  dev
    .summary('run a local SWF and its console')
    .description(
      'Runs swf-local and the web console, registers domains, and runs a command with the environment set; ends ' +
        'with it.',
    )
    .option('--port <n>', 'the port of the service; 0 is any', port, 4567)
    .option('--console-port <n>', 'the port of the console; 0 is any', port, CONSOLE_PORT)
    .option('--data <file>', 'keep the data in a file; default: in memory')
    .option('--domain <name>', 'register a domain; can be repeated', collect)
    .option('--virtual-time', 'time that stands still unless it is advanced')
    .option('--throttling', "SWF's rates of requests")
    .addHelpText('after', examples('swf dev --domain orders', 'swf dev --domain orders -- npm run workers'));
  runtime.attach(dev, async () => (await import('../commands/dev.js')).dev);

  const doctor = program.command('doctor').summary('check the target and its permissions');
  doctor.description(
    'Shows the source of each setting, never a secret, the endpoint and the clock, and tries each permission to read.',
  );
  addOutput(addTarget(doctor));
  runtime.attach(doctor, async () => (await import('../commands/doctor.js')).doctor);

  const completion = program.command('completion').argument('<shell>', 'bash, zsh or fish');
  completion
    .summary('print a completion script')
    .addHelpText('after', examples('source <(swf completion bash)', 'swf completion fish | source'));
  runtime.attach(completion, async () => (await import('../commands/completion.js')).completion);

  program.addCommand(completeCommand(program, runtime), { hidden: true });
}

/** What completion scripts call: the words so far, the last of which is to be completed. */
function completeCommand(program: Command, runtime: Runtime): Command {
  const complete = program.createCommand('__complete').argument('[word...]').allowUnknownOption().helpOption(false);
  return runtime.attach<object>(complete, async () => {
    const { complete: action } = await import('../completion/complete.js');
    return (invocation) => action(program, invocation);
  });
}
