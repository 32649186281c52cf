import { WorkflowType } from '@swf/models';
import { type ExecutionFilter, WorkflowTypeQuerySet } from '@swf/querysets';
import { OperationNotPermittedError, undefinedOn } from '@swf/settings/errors';
import { nearestName } from '@swf/settings/wire';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import type { Shell } from '../shell.js';
import { statusesOf } from '../values/statuses.js';
import { commandLine } from './command-line.js';
import { domainOf, type Target } from './target.js';

/**
 * Checks that the type of a filter is registered, for a command that found nothing: a misspelled
 * type must not pass as a domain without failures. Without the permission it is not checked.
 *
 * @throws `CommandError` naming the type that may be meant if it is not.
 */
export async function checkType(shell: Shell, target: Target, { type }: ExecutionFilter): Promise<void> {
  if (type === undefined) return;
  const { name, version } = type;
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const types = new WorkflowTypeQuerySet(domain, request);
  const exists =
    version === undefined
      ? types.filter({ name, status: statusesOf('all') }).exists()
      : new WorkflowType(domain, name, version).exists(request);
  if ((await undefinedOn(OperationNotPermittedError, exists)) !== false) return;
  const text = version === undefined ? name : `${name}@${version}`;
  throw new CommandError(`workflow type "${text}" is not registered in domain "${domain.name}"`, {
    exitCode: EXIT.notFound,
    hint:
      (await meant(types, name, version)) ??
      `"${commandLine(['workflow-type', 'list'], target.options)}" lists the types`,
  });
}

/** Names the registered type that may be meant; undefined if none is like it, or they cannot be read. */
async function meant(
  types: WorkflowTypeQuerySet,
  name: string,
  version: string | undefined,
): Promise<string | undefined> {
  const registered = await undefinedOn(OperationNotPermittedError, types.limit(1000).all());
  const versions = registered?.filter((each) => each.name === name).map((each) => `${name}@${each.version}`) ?? [];
  if (versions.length > 0) return `registered: ${versions.join(', ')}`;
  const names = registered?.map((each) => (version === undefined ? each.name : `${each.name}@${each.version}`));
  const nearest = nearestName(version === undefined ? name : `${name}@${version}`, names ?? []);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
