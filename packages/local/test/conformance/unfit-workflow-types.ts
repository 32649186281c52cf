import { DeprecateWorkflowTypeCommand } from '@aws-sdk/client-swf';
import { type Account, DOMAIN, WORKFLOW_TYPE } from './account.js';

interface UnfitWorkflowType {
  /** How a decision fails that is to start an execution of it. */
  readonly cause: string;
  readonly version: string;
  register(swf: Account): Promise<void>;
}

/**
 * Versions of the workflow type that no decision can start an execution of without more settings.
 */
export const UNFIT_WORKFLOW_TYPES: readonly UnfitWorkflowType[] = [
  { cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST', version: '9', register: async () => {} },
  {
    cause: 'WORKFLOW_TYPE_DEPRECATED',
    version: '2',
    register: async (swf) => {
      await swf.registerWorkflowType({ version: '2' });
      const workflowType = { ...WORKFLOW_TYPE, version: '2' };
      await swf.client.send(new DeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
    },
  },
  without('defaultExecutionStartToCloseTimeout', 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED'),
  without('defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'),
  without('defaultTaskStartToCloseTimeout', 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED'),
  without('defaultChildPolicy', 'DEFAULT_CHILD_POLICY_UNDEFINED'),
];

function without(member: string, cause: string): UnfitWorkflowType {
  return {
    cause,
    version: '3',
    register: async (swf) => {
      await swf.registerWorkflowType({ version: '3', [member]: undefined });
    },
  };
}
