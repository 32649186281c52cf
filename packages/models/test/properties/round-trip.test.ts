import { ActivityType, Domain, WorkflowType } from '@swf/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registered, useLocalService } from '../support/local.js';

useLocalService({ limits: { domains: 10_000 } });

const RUNS = { numRuns: 40 };

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text !== 'arn' && !/[:/|\p{Cc}]/u.test(text) && text.trim() === text);
const description = fc.string({ unit: 'grapheme', maxLength: 200 });
const timeout = fc.oneof(fc.constant('NONE' as const), fc.integer({ min: 0, max: 31_536_000 }));
const seconds = fc.integer({ min: 1, max: 31_536_000 });
const priority = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const policy = fc.constantFrom('TERMINATE' as const, 'REQUEST_CANCEL' as const, 'ABANDON' as const);
const some = { requiredKeys: [] };

describe('what is saved is what upstream says', () => {
  it('of a domain', async () => {
    const retention = fc.oneof(fc.constant('NONE' as const), fc.integer({ min: 0, max: 90 }));
    const options = fc.record(
      { description, retentionPeriodInDays: retention },
      { requiredKeys: ['retentionPeriodInDays'] },
    );
    const saved = new Set<string>();
    await fc.assert(
      fc.asyncProperty(name, options, async (unique, given) => {
        fc.pre(!saved.has(unique));
        saved.add(unique);
        const domain = await new Domain(unique, given).save();
        const { arn, ...upstream } = (await domain.upstream()).attributes();

        expect(upstream).toEqual(domain.attributes());
        expect(await domain.isSynced()).toBe(true);
      }),
      RUNS,
    );
  });

  it('of an activity type', async () => {
    const { domain } = await registered();
    const options = fc.record(
      {
        description,
        defaultTaskList: name,
        defaultTaskPriority: priority,
        defaultTaskStartToCloseTimeout: timeout,
        defaultTaskHeartbeatTimeout: timeout,
        defaultTaskScheduleToStartTimeout: timeout,
        defaultTaskScheduleToCloseTimeout: timeout,
      },
      some,
    );
    let version = 0;
    await fc.assert(
      fc.asyncProperty(name, options, async (of, given) => {
        version += 1;
        const type = await new ActivityType(domain, of, `v${version}`, given).save();
        const upstream = await type.upstream();

        expect(upstream.with({ creationDate: undefined }).equals(type)).toBe(true);
        expect((await type.changes()).size).toBe(0);
      }),
      RUNS,
    );
  });

  it('of a workflow type, and of the execution started of it', async () => {
    const { domain } = await registered();
    const options = fc.record(
      {
        description,
        defaultTaskPriority: priority,
        defaultLambdaRole: fc.stringMatching(/^arn:aws:iam::[0-9]{12}:role\/[a-z]{1,20}$/),
        defaultTaskList: name,
        defaultTaskStartToCloseTimeout: timeout,
        defaultExecutionStartToCloseTimeout: seconds,
        defaultChildPolicy: policy,
      },
      some,
    );
    const start = fc.record(
      {
        input: fc.jsonValue(),
        tagList: fc.array(fc.string({ maxLength: 50 }), { maxLength: 5 }),
        taskPriority: priority,
      },
      some,
    );
    const needed = { taskList: 'orders', taskStartToCloseTimeout: 'NONE', childPolicy: 'ABANDON' } as const;
    let version = 0;
    await fc.assert(
      fc.asyncProperty(name, options, start, async (of, given, startOptions) => {
        version += 1;
        const type = await new WorkflowType(domain, of, `v${version}`, given).save();
        expect((await type.upstream()).with({ creationDate: undefined }).equals(type)).toBe(true);

        const execution = await type.startExecution({ ...startOptions, ...needed, executionStartToCloseTimeout: 60 });
        expect([...(await execution.changes())]).toEqual([]);
        expect(execution.parseInput()).toEqual(inputRead(startOptions.input));
      }),
      RUNS,
    );
  });
});

/** A string is sent as it is, so one that looks like JSON is read as what it looks like. */
function inputRead(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return JSON.parse(JSON.stringify(value));
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
