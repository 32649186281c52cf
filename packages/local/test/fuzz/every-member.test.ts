import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { serviceModel } from '../api/service-model.js';
import { createLocalService } from '../services.js';
import { validInput, validValue } from '../validation/valid-input.js';

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'text',
  '\ud800',
  'x'.repeat(40_000),
  [],
  [null],
  [[]],
  Array.from({ length: 300 }, () => ({ toString: 1, valueOf: 1 })),
  {},
  { toString: 1, valueOf: 1, toJSON: 1, length: 1 },
];

const DECISIONS = Object.keys(serviceModel.shapes['Decision']?.members ?? {}).filter((name) => name !== 'decisionType');

/**
 * Requests of an operation with all members; one for each type of decision where it has decisions.
 */
function requests(operation: string, input: string): Record<string, unknown>[] {
  const request = validInput(operation, input, 'all');
  if (request['decisions'] === undefined) return [request];
  return DECISIONS.map((member) => {
    const type = `${member.charAt(0).toUpperCase()}${member.slice(1)}`;
    const decision = { decisionType: type.replace('DecisionAttributes', ''), [member]: validValue(type, 'all') };
    return { ...request, decisions: [decision] };
  });
}

/** Every copy of a value that differs in one place. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* VALUES;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const other of spoiled(member)) {
      yield Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other };
    }
  }
}

describe.each(Object.entries(serviceModel.operations))('%s', (operation, { input }) => {
  it('never fails with a 5xx, whatever the value of a member', async () => {
    await using service = createLocalService({ clock: new VirtualClock(), limits: { pollersPerTaskList: 0 } });
    const send = async (name: string, body: unknown) => {
      const headers = { 'x-amz-target': `SimpleWorkflowService.${name}` };
      return (await service.requestHandler.handle({ headers, body: JSON.stringify(body) })).response.statusCode;
    };
    await send('RegisterDomain', { name: 'text', workflowExecutionRetentionPeriodInDays: '7' });
    await send('RegisterWorkflowType', { domain: 'text', name: 'text', version: 'text' });
    await send('StartWorkflowExecution', validInput('StartWorkflowExecution', 'StartWorkflowExecutionInput', 'all'));
    const failed: string[] = [];
    for (const request of requests(operation, input)) {
      for (const body of spoiled(request)) {
        const status = await send(operation, body);
        if (status >= 500) failed.push(`${status} to ${JSON.stringify(body).slice(0, 300)}`);
      }
    }
    expect(failed).toEqual([]);
  });
});
