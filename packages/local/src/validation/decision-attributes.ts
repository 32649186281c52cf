import { DECISIONS } from '../api/decisions.js';

/** Returns a decision with the attributes of its type: SWF takes a structure that is left out for an empty one. */
export function withAttributes(decision: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { decisionType } = decision;
  if (typeof decisionType !== 'string') return decision;
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  const known = Object.hasOwn(DECISIONS['Decision'] ?? {}, member);
  return known ? { ...decision, [member]: decision[member] ?? {} } : decision;
}
