import { WorkflowExecution } from '@swf/models';
import { domain } from '../catalog.js';
import { operand } from '../operand.js';
import type { Command } from './command.js';

/** Terminates the open run of a workflow id. */
export const terminate: Command = {
  usage: 'WORKFLOW_ID [--reason WHY]',
  async run(operands, { reason }) {
    const execution = new WorkflowExecution(
      domain,
      operand(operands, 0, 'the workflow id of the execution to terminate'),
    );
    await execution.terminate({ reason });
    const { executionStatus, closeStatus } = await execution.upstream();
    return `${execution.workflowId} is ${executionStatus}, ${closeStatus}`;
  },
};
