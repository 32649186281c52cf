import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-swf';
import { afterAll, describe, expect, it } from 'vitest';
import { iamGateway, matches } from '../../iam-gateway.js';
import { root } from '../../packages.js';
import { BIN, openAccount, order, policy, policyNames } from '../../policy-account.js';

/** The 39 operations, and the decisions that IAM knows as actions. */
const DECISIONS = [
  ...['ScheduleActivityTask', 'RequestCancelActivityTask', 'StartTimer', 'CancelTimer', 'RecordMarker'],
  ...['StartChildWorkflowExecution', 'SignalExternalWorkflowExecution', 'RequestCancelExternalWorkflowExecution'],
  ...[
    'CompleteWorkflowExecution',
    'FailWorkflowExecution',
    'CancelWorkflowExecution',
    'ContinueAsNewWorkflowExecution',
  ],
];
const operations = Object.keys(sdk)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));
const account = await openAccount();
const { client, service } = account;
afterAll(() => account.close());

describe('A policy of docs/policies', () => {
  it.each(policyNames)('has only actions that SWF knows: %s', (name) => {
    const patterns = policy(name).Statement.flatMap(({ Action }) => Action);
    const known = [...operations, ...DECISIONS].map((action) => `swf:${action}`);
    expect(patterns.filter((pattern) => !known.some((action) => matches(pattern, action)))).toEqual([]);
  });

  it.each(policyNames)('is listed in docs/going-to-aws.md: %s', (name) => {
    const page = readFileSync(join(root, 'docs/going-to-aws.md'), 'utf8');
    expect(page).toContain(`(policies/${name}.json)`);
  });
});

describe('The gateway of these tests', () => {
  it('denies what a policy does not allow, by operation, decision and domain', async () => {
    await using gateway = await iamGateway(service, policy('read-only'));
    const run = await order.startExecution({ workflowId: 'denied', client: client });
    expect(
      await account.node([BIN, 'signal', 'denied', 'hello', '--domain', 'orders'], gateway.endpoint),
    ).toMatchObject({
      code: 5,
    });
    expect(await account.node([BIN, 'count', '--domain', 'elsewhere'], gateway.endpoint)).toMatchObject({ code: 5 });
    expect(new Set(gateway.denied)).toEqual(
      new Set(['SignalWorkflowExecution', 'CountOpenWorkflowExecutions', 'CountClosedWorkflowExecutions']),
    );
    await run.terminate({ client: client });
  });
});
