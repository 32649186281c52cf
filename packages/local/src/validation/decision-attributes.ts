import { DECISIONS } from '../api/decisions.js';
import type { Constraints } from './constraints.js';

/** The closing decisions that may come without attributes, since none of theirs is needed. */
const ATTRIBUTES_OPTIONAL: ReadonlySet<string> = new Set([
  'completeWorkflowExecutionDecisionAttributes',
  'failWorkflowExecutionDecisionAttributes',
  'cancelWorkflowExecutionDecisionAttributes',
]);

/** A decision must bring the attributes of its type. The model of the service cannot say so, as the member depends on the type. */
export function requireAttributes(decision: Record<string, unknown>, path: string, constraints: Constraints): void {
  const { decisionType } = decision;
  if (typeof decisionType !== 'string') return;
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  if (!Object.hasOwn(DECISIONS['Decision'] ?? {}, member) || decision[member] !== undefined) return;
  if (!ATTRIBUTES_OPTIONAL.has(member)) constraints.broken(null, `${path}.${member}`, 'Member must not be null');
}
