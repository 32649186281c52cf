import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ActivityType, Domain, type WorkflowType } from '@swf/models';

/**
 * Says what will be registered and started where, and asks for consent unless `yes` is given.
 *
 * @throws Error if there is no consent, or nobody to ask: nothing was registered.
 */
export async function confirm(
  place: string,
  missing: readonly (Domain | ActivityType | WorkflowType)[],
  { yes, signal }: { readonly yes: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const registrations = missing.map((model) => `  register ${describe(model)}\n`).join('');
  process.stdout.write(
    `This will, on ${place}:\n${registrations}  start 20 orders and their shipments\n` +
      'SWF cannot delete a domain, and AWS charges for executions and their tasks: some cents.\n\n',
  );
  if (yes) return;
  if (!process.stdin.isTTY) throw new Error('nothing was registered: confirm it with --yes');
  process.stdout.write('Go on? [y/N] ');
  const reader = createInterface(process.stdin);
  const closed = once(reader, 'close').then(() => ['']);
  try {
    const [answer] = await Promise.race([once(reader, 'line', { signal }), closed]);
    if (!/^y(es)?$/i.test(String(answer).trim())) throw new Error('nothing was registered');
  } finally {
    reader.close();
  }
}

function describe(model: Domain | ActivityType | WorkflowType): string {
  if (model instanceof Domain) return `domain ${model.name}`;
  return `${model instanceof ActivityType ? 'activity' : 'workflow'} type ${model.name}@${model.version}`;
}
