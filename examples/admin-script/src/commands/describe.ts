import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { CATALOG, domain } from '../catalog.js';
import { operand } from '../operand.js';
import type { Command } from './command.js';

/** Describes the domain, a type of the catalog, or an execution. */
export const describe: Command = {
  usage: 'DOMAIN | TYPE@VERSION | WORKFLOW_ID',
  async run(operands) {
    const name = operand(operands, 0, 'the name of what to describe');
    const model = CATALOG.find(({ resource }) => resource.name === name);
    const upstream = model ? await model.upstream() : await new WorkflowExecutionQuerySet(domain).get(name);
    return JSON.stringify(upstream, undefined, 2);
  },
};
