import { usageError } from '../failures.js';
import { type OutputOptions, printRow, printRows, type View } from '../output/print.js';
import { note } from '../shell.js';
import { type Context, changeContexts, chosenContext, contextNamed, readContexts } from '../target/contexts.js';
import type { Invocation } from '../tree/command.js';

const FIELDS = ['name', 'current', 'domain', 'region', 'profile', 'endpoint', 'readOnly', 'protected'];

const VIEW: View = {
  fields: FIELDS,
  columns: [
    { heading: 'NAME', value: ({ name, current }) => (current ? `${name} *` : name) },
    { heading: 'DOMAIN', value: ({ domain }) => domain },
    { heading: 'REGION', value: ({ region }) => region },
    { heading: 'PROFILE', value: ({ profile }) => profile },
    { heading: 'ENDPOINT', value: ({ endpoint }) => endpoint },
    { heading: 'CHANGES', value: ({ readOnly, protected: isProtected }) => changes(readOnly, isProtected) },
  ],
  id: ['name'],
};

/** Lists the contexts; the current one has a `*`. */
export async function list({ shell, options }: Invocation<OutputOptions>): Promise<undefined> {
  const { contexts, current } = await readContexts(shell.env);
  const rows = Object.entries(contexts).map(([name, context]) => ({ name, current: name === current, ...context }));
  const hasRows = await printRows(shell, options, VIEW, rows);
  if (!hasRows) await note(shell, 'no contexts; create one: swf context set NAME --domain ...\n');
}

/** Shows a context. */
export async function show({ shell, arguments: args, options }: Invocation<OutputOptions>): Promise<undefined> {
  const all = await readContexts(shell.env);
  const [name = chosenContext(shell.env, all)] = args;
  if (name === undefined)
    throw usageError('there is no current context', 'name one, or choose one: swf context use NAME');
  await printRow(shell, options, VIEW, { name, current: name === all.current, ...contextNamed(all, name) });
}

/** Creates a context or changes fields of it; an empty value removes a field. */
export async function set({ shell, arguments: args, options }: Invocation<Context>): Promise<undefined> {
  const [name = ''] = args;
  if (name === '') throw usageError('the name of a context must not be empty');
  if (Object.keys(options).length === 0) throw usageError('there is nothing to set', 'give --domain, --region, ...');
  const { endpoint } = options;
  if (endpoint && !/^https?:\/\//.test(endpoint))
    throw usageError(`--endpoint must be an http or https URL, got ${endpoint}`);
  await changeContexts(shell, (all) => {
    const before = Object.hasOwn(all.contexts, name) ? all.contexts[name] : {};
    const context = Object.fromEntries(
      Object.entries({ ...before, ...options }).filter(([, value]) => value !== '' && value !== undefined),
    );
    return { ...all, contexts: { ...all.contexts, [name]: context } };
  });
}

/** Makes a context the current one. */
export async function use({ shell, arguments: args }: Invocation): Promise<undefined> {
  const [name = ''] = args;
  await changeContexts(shell, (all) => {
    contextNamed(all, name);
    return { ...all, current: name };
  });
}

/** Removes a context. */
export async function remove({ shell, arguments: args }: Invocation): Promise<undefined> {
  const [name = ''] = args;
  await changeContexts(shell, ({ contexts, current }) => {
    contextNamed({ contexts }, name);
    const { [name]: _, ...others } = contexts;
    return { current: current === name ? undefined : current, contexts: others };
  });
}

function changes(readOnly: unknown, isProtected: unknown): string | undefined {
  if (readOnly) return 'read-only';
  return isProtected ? 'protected' : undefined;
}
