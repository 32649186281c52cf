import { WorkflowExecution } from '@swf/models';
import { domain } from '../catalog.js';
import { operand } from '../operand.js';
import type { Command } from './command.js';

/** Signals the open run of a workflow id. */
export const signal: Command = {
  usage: 'WORKFLOW_ID SIGNAL_NAME [INPUT]',
  async run(operands) {
    const execution = new WorkflowExecution(domain, operand(operands, 0, 'the workflow id of the execution to signal'));
    const signalName = operand(operands, 1, 'the name of the signal');
    await execution.signal(signalName, operands[2]);
    return `${execution.workflowId} has received ${signalName}`;
  },
};
