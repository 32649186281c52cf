import { WorkflowType } from '@swf/models';
import { type ExecutionFilter, WorkflowTypeQuerySet } from '@swf/querysets';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import type { Shell } from '../shell.js';
import { domainOf, type Target } from './target.js';

/**
 * Checks that the type of a filter is registered, for a command that found nothing: a misspelled
 * type must not pass as a domain without failures.
 *
 * @throws `CommandError` naming the registered versions if it is not.
 */
export async function checkType(shell: Shell, target: Target, { type }: ExecutionFilter): Promise<void> {
  if (type === undefined) return;
  const { name, version } = type;
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const isRegistered =
    version === undefined
      ? await new WorkflowTypeQuerySet(domain, request).filter({ name }).exists()
      : await new WorkflowType(domain, name, version).exists(request);
  if (isRegistered) return;
  const text = version === undefined ? name : `${name}@${version}`;
  throw new CommandError(`workflow type "${text}" is not registered in domain "${domain.name}"`, {
    exitCode: EXIT.notFound,
    hint: '"swf workflow-type list" lists the types',
  });
}
