import type { Command } from 'commander';
import { addOutput, type Runtime } from './command.js';

/** Adds the commands about contexts and saved queries. */
export function addConfigurationCommands(program: Command, runtime: Runtime): void {
  addContexts(program, runtime);
  addQueries(program, runtime);
}

function addContexts(program: Command, runtime: Runtime): void {
  const context = program.command('context').summary('named targets: list, show, set, use and remove them');
  const actions = () => import('../commands/context.js');

  const list = addOutput(context.command('list').summary('list the contexts'));
  runtime.attach(list, async () => (await actions()).list);

  const show = addOutput(
    context.command('show').argument('[name]').summary('show a context; default: the current one'),
  );
  runtime.attach(show, async () => (await actions()).show);

  const set = context
    .command('set')
    .argument('<name>')
    .summary('create a context, or change fields of it')
    .option('-d, --domain <name>', 'the domain')
    .option('--region <name>', 'the AWS region')
    .option('--profile <name>', 'a profile of the shared AWS config files')
    .option('--endpoint <url>', 'the URL of the service')
    .option('--read-only', 'every command can only read')
    .option('--no-read-only', 'commands can change things')
    .option('--protected', "each change is confirmed by typing the domain's name")
    .option('--no-protected', 'changes are not confirmed');
  runtime.attach(set, async () => (await actions()).set);

  const use = context.command('use').argument('<name>').summary('make a context the current one');
  runtime.attach(use, async () => (await actions()).use);

  const remove = context.command('remove').argument('<name>').summary('remove a context');
  runtime.attach(remove, async () => (await actions()).remove);
}

function addQueries(program: Command, runtime: Runtime): void {
  const query = program.command('query').summary('saved filters, shared with the console: list, save and remove them');
  const actions = () => import('../commands/query.js');

  const list = addOutput(query.command('list').summary('list the saved queries'));
  runtime.attach(list, async () => (await actions()).list);

  const save = query.command('save').argument('<name>').argument('<term...>').summary('save a filter under a name');
  runtime.attach(save, async () => (await actions()).save);

  const remove = query.command('remove').argument('<name>').summary('remove a saved query');
  runtime.attach(remove, async () => (await actions()).remove);
}
