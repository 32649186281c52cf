import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from '@swf/settings/errors';
import {
  ARN,
  CHILD_POLICY,
  COUNT,
  type Codec,
  DATA,
  DESCRIPTION,
  LIMITS,
  MARKER_NAME,
  NAME,
  REASON,
  RETENTION_PERIOD,
  RUN_ID,
  SECONDS,
  SIGNAL_NAME,
  TASK_PRIORITY,
  TASK_TOKEN,
  TIMEOUT,
  TRIMMED_NAME,
  VERSION,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

type Check<Value> = Codec<Value>['check'];

/** The values from one below the minimum to one above the maximum that the check accepts. */
function accepted<Value>(check: Check<Value>, bounds: readonly [number, number], make: (size: number) => Value) {
  const [min, max] = bounds;
  return [min - 1, min, max, max + 1].filter((size) => {
    if (size < 0 && typeof make(0) === 'string') return false;
    try {
      check('field', make(size));
      return true;
    } catch (error) {
      if (InvalidArgumentError.is(error)) return false;
      throw error;
    }
  });
}

/** The shapes of SWF's service model, which the tests of `@swf/local` keep a copy of. */
const { shapes } = JSON.parse(
  readFileSync(new URL('../../../local/test/api/swf-api.json', import.meta.url), 'utf8'),
) as { readonly shapes: Readonly<Record<string, { readonly max?: number }>> };

describe('LIMITS', () => {
  it.each<[keyof typeof LIMITS, shape: string]>([
    ['name', 'Name'],
    ['version', 'Version'],
    ['workflowId', 'WorkflowId'],
    ['runId', 'WorkflowRunId'],
    ['activityId', 'ActivityId'],
    ['timerId', 'TimerId'],
    ['signalName', 'SignalName'],
    ['markerName', 'MarkerName'],
    ['identity', 'Identity'],
    ['description', 'Description'],
    ['taskToken', 'TaskToken'],
    ['reason', 'FailureReason'],
    ['data', 'Data'],
    ['heartbeatDetails', 'LimitedData'],
    ['lambdaId', 'FunctionId'],
    ['lambdaName', 'FunctionName'],
    ['arn', 'Arn'],
    ['tag', 'Tag'],
    ['tagsPerExecution', 'TagList'],
  ])("have as %s what SWF's service model says of %s", (limit, shape) => {
    expect(LIMITS[limit]).toBe(shapes[shape]?.max);
  });

  it("have what only SWF's guide says", () => {
    expect(LIMITS).toMatchObject({
      retentionPeriodInDays: 90,
      historyEvents: 25_000,
      timeoutInSeconds: 365 * 24 * 60 * 60,
      lambdaTimeoutInSeconds: 15 * 60,
      requestInBytes: 2 ** 20,
    });
  });
});

describe('the bounds of', () => {
  it.each<[string, Check<string>, min: number, max: number]>([
    ['a name', NAME.check, 1, 256],
    ['a received name', NAME.checkReceived, 1, 256],
    ['a trimmed name', TRIMMED_NAME.check, 1, 256],
    ['a version', VERSION.check, 1, 64],
    ['a workflow id', WORKFLOW_ID.check, 1, 256],
    ['a run id', RUN_ID.check, 1, 64],
    ['the name of a signal', SIGNAL_NAME.check, 1, 256],
    ['the name of a marker', MARKER_NAME.check, 1, 256],
    ['a task token', TASK_TOKEN.check, 1, 1024],
    ['an ARN', ARN.check, 1, 1600],
    ['a description', DESCRIPTION.check, 0, 1024],
    ['a reason', REASON.check, 0, 256],
    ['data', DATA.check, 0, 32_768],
    ['a received word', CHILD_POLICY.checkReceived as Check<string>, 1, 256],
  ])('%s include the shortest and the longest text', (_, check, min, max) => {
    expect(accepted(check, [min, max], (length) => 'x'.repeat(Math.max(0, length)))).toEqual([min, max]);
  });

  it.each<[string, Check<number>, min: number, max: number]>([
    ['seconds', SECONDS.check, 0, 31_536_000],
    ['received seconds', SECONDS.checkReceived, 0, 99_999_999],
    ['a timeout', TIMEOUT.check as Check<number>, 0, 31_536_000],
    ['a received timeout', TIMEOUT.checkReceived as Check<number>, 0, 99_999_999],
    ['a retention period', RETENTION_PERIOD.check as Check<number>, 0, 90],
    ['a task priority', TASK_PRIORITY.check, -2_147_483_648, 2_147_483_647],
    ['a received task priority', TASK_PRIORITY.checkReceived, -2_147_483_648, 2_147_483_647],
  ])('%s include the smallest and the largest number', (_, check, min, max) => {
    expect(accepted(check, [min, max], Number)).toEqual([min, max]);
  });

  it('a count are zero and the largest safe integer', () => {
    expect(accepted(COUNT.check, [0, Number.MAX_SAFE_INTEGER], Number)).toEqual([0, Number.MAX_SAFE_INTEGER]);
  });
});
