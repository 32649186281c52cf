import { WorkflowExecutionQuerySet } from '@swf/querysets';

const executions = new WorkflowExecutionQuerySet({ name: 'orders' });
for await (const { workflowId } of executions.filter({ closeStatus: 'FAILED' }).limit(50)) console.log(workflowId);
