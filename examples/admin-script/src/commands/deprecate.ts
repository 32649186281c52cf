import type { RegisteredType } from '@swf/models';
import { ActivityTypeQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { domain } from '../catalog.js';
import { operand } from '../operand.js';
import type { Command } from './command.js';

/** Deprecates a type: running executions continue, new ones are rejected. */
export const deprecate: Command = {
  usage: 'TYPE@VERSION',
  async run(operands) {
    const type = await findType(operand(operands, 0, 'the type to deprecate, as NAME@VERSION'));
    const { resource, status } = await type.deprecate();
    return `${resource.kind} ${resource.name} is ${status}`;
  },
};

async function findType(nameAndVersion: string): Promise<RegisteredType> {
  const [name = ''] = nameAndVersion.split('@');
  for (const queryset of [new WorkflowTypeQuerySet(domain), new ActivityTypeQuerySet(domain)]) {
    for await (const type of queryset.filter({ name })) {
      if (type.resource.name === nameAndVersion) return type;
    }
  }
  throw new Error(`unknown type ${nameAndVersion}, or already deprecated`);
}
