import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength } from '@swf/settings/wire';

// SWF's rule for activity ids, timer ids, types and task lists
// (https://docs.aws.amazon.com/amazonswf/latest/apireference/API_ScheduleActivityTaskDecisionAttributes.html).
const FORBIDDEN_IN_NAME = /[:/|\p{Cc}]/u;
// The reference forbids ":" here too, but the service takes it, and AWS's own Flow frameworks name children "<run id>:<n>".
const FORBIDDEN_IN_WORKFLOW_ID = /[/|\p{Cc}]/u;

/** The name, if SWF takes it; otherwise throws `InvalidArgumentError` naming the field, the value and the rule. */
export function checkName(field: string, name: string, max: number): string {
  return check(field, name, max, FORBIDDEN_IN_NAME);
}

/** The workflow id, if SWF takes it; otherwise throws `InvalidArgumentError`. */
export function checkWorkflowId(field: string, workflowId: string, max: number): string {
  return check(field, workflowId, max, FORBIDDEN_IN_WORKFLOW_ID);
}

function check(field: string, name: string, max: number, forbidden: RegExp): string {
  checkLength(field, name, { min: 1, max });
  const found = forbidden.exec(name);
  if (found) {
    throw new InvalidArgumentError(`${field} must not contain ${JSON.stringify(found[0])}: ${JSON.stringify(name)}`);
  }
  if (name === 'arn') throw new InvalidArgumentError(`${field} must not be "arn", which SWF keeps for itself`);
  return name;
}
