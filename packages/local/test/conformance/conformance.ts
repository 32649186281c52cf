import { describe } from 'vitest';
import { claimsAbout, type Section } from './claim.js';
import { activityDecisions } from './sections/activity-decisions.js';
import { childPolicy } from './sections/child-policy.js';
import { children } from './sections/children.js';
import { closingDecisions } from './sections/closing-decisions.js';
import { continuingAsNew } from './sections/continue-as-new.js';
import { decisionScheduling } from './sections/decision-scheduling.js';
import { descriptions } from './sections/descriptions.js';
import { domains } from './sections/domains.js';
import { errors } from './sections/errors.js';
import { eventOrders } from './sections/event-orders.js';
import { executions } from './sections/executions.js';
import { externalExecutions } from './sections/external-executions.js';
import { lambdaFunctions } from './sections/lambda-functions.js';
import { longPolls } from './sections/long-polls.js';
import { names } from './sections/names.js';
import { pagination } from './sections/pagination.js';
import { retention } from './sections/retention.js';
import { taskOperations } from './sections/task-operations.js';
import { timeouts } from './sections/timeouts.js';
import { timersAndMarkers } from './sections/timers-and-markers.js';
import { types } from './sections/types.js';
import { visibility } from './sections/visibility.js';
import { wire } from './sections/wire.js';
import type { MakeSubject } from './subject.js';

const EVERYTHING: readonly Section[] = [
  wire,
  longPolls,
  pagination,
  errors,
  names,
  domains,
  types,
  decisionScheduling,
  executions,
  descriptions,
  visibility,
  retention,
  taskOperations,
  closingDecisions,
  continuingAsNew,
  activityDecisions,
  timersAndMarkers,
  children,
  childPolicy,
  externalExecutions,
  lambdaFunctions,
  timeouts,
  eventOrders,
];

/** The sections about what lies between a client and the engine: bytes, sockets, tokens, faults. */
export const AT_THE_EDGE: readonly Section[] = [wire, longPolls, pagination, errors, taskOperations, eventOrders];

/**
 * Holds the services that `makeSubject` makes against what can be seen of SWF from outside, a
 * service for each claim.
 */
export function conformance(name: string, makeSubject: MakeSubject, sections: readonly Section[] = EVERYTHING): void {
  const claim = claimsAbout(makeSubject);
  describe(name, () => {
    for (const section of sections) section(claim);
  });
}
