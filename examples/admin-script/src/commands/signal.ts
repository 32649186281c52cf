import { WorkflowExecution } from '@swf/models';
import { domain } from '../catalogue.js';
import { operand } from '../operand.js';
import type { Command } from './command.js';

/** Sends the open run of a workflow id a signal. */
export const signal: Command = {
  usage: 'WORKFLOW_ID SIGNAL_NAME [INPUT]',
  async run(operands) {
    const execution = new WorkflowExecution(domain, operand(operands, 0, 'which execution to signal'));
    const signalName = operand(operands, 1, 'which signal to send');
    await execution.signal(signalName, operands[2]);
    return `${execution.workflowId} has received ${signalName}`;
  },
};
