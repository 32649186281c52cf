import { expect, it } from 'vitest';
import { brokenRules } from '../../history-rules/history-rules.js';
import { Account } from '../account.js';
import type { Claim } from '../claim.js';
import { activityDecisions } from '../sections/activity-decisions.js';
import { childPolicy } from '../sections/child-policy.js';
import { children } from '../sections/children.js';
import { closingDecisions } from '../sections/closing-decisions.js';
import { continuingAsNew } from '../sections/continue-as-new.js';
import { decisionScheduling } from '../sections/decision-scheduling.js';
import { descriptions } from '../sections/descriptions.js';
import { eventOrders } from '../sections/event-orders.js';
import { executions } from '../sections/executions.js';
import { externalExecutions } from '../sections/external-executions.js';
import { taskOperations } from '../sections/task-operations.js';
import { timersAndMarkers } from '../sections/timers-and-markers.js';
import { types } from '../sections/types.js';
import { visibility } from '../sections/visibility.js';
import { atEndpoint, type Endpoint } from './at-endpoint.js';

/** The sections about what happens within one domain. */
const WITHIN_A_DOMAIN = [
  ...[types, executions, descriptions, visibility, taskOperations, decisionScheduling, eventOrders],
  ...[closingDecisions, continuingAsNew, activityDecisions, timersAndMarkers],
  ...[children, childPolicy, externalExecutions],
];

/** Set by `npm run aws-smoke`, which registers the domain and removes it. */
const endpoint = JSON.parse(process.env['SWF_SMOKE'] ?? '{}') as Endpoint;

/** How long each attempt at a claim waits for what it has changed, in seconds. */
const LAGS = [0.02, 1, 4];

/** States a claim about the endpoint; one that needs more than an account can give is skipped. */
const claim: Claim = (name, show, options) => {
  let attempts = 0;
  it.concurrent(name, { retry: LAGS.length - 1 }, async ({ skip }) => {
    // Limits and Lambda functions of the claim's own.
    if (options !== undefined) skip('a service with other limits');
    const subject = atEndpoint(endpoint, LAGS[attempts] ?? 0);
    attempts += 1;
    try {
      const account = new Account(subject);
      await account.register();
      await show(account);
      for (const execution of await account.executions()) {
        expect(brokenRules(await account.history(execution as { workflowId: string; runId: string }))).toEqual([]);
      }
    } catch (error) {
      if (subject.missing !== undefined) skip(subject.missing);
      throw error;
    } finally {
      await subject.close();
    }
  });
};

for (const section of WITHIN_A_DOMAIN) section(claim);
