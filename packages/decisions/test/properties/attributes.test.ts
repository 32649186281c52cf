import { DecisionType, type Decision as SdkDecision } from '@aws-sdk/client-swf';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { InvalidArgumentError } from '@swf/settings/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { World } from '../support/world.js';

type Given = Readonly<Record<string, unknown>>;

/** A length at or beside a limit, or a small one. */
const length = (limit: number) => fc.constantFrom(0, 1, 2, limit - 1, limit, limit + 1);
const text = (limit: number) => length(limit).map((count) => 'x'.repeat(count));
const character = fc.constantFrom(
  'a',
  'Z',
  '0',
  '.',
  '-',
  '_',
  ' ',
  '#',
  '+',
  ':',
  '/',
  '|',
  '\u0000',
  '\u001f',
  '\u007f',
  '\u009f',
  '\u00a0',
  'é',
  '漢',
  '🦀',
);
const name = (limit: number) =>
  fc.oneof(
    text(limit),
    fc.array(character, { minLength: 1, maxLength: 4 }).map((characters) => characters.join('')),
    fc.constantFrom('arn', 'arn ', 'xarn', 'Arn'),
  );
const seconds = fc.constantFrom<unknown>(
  0,
  1,
  899,
  900,
  901,
  31_535_999,
  31_536_000,
  31_536_001,
  99_999_999,
  -1,
  1.5,
  'NONE',
);
const priority = fc.constantFrom(0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 0.5);
const tagList = fc.array(text(256), { maxLength: 6 });
// Long data are sent less often than the rest: they cost more than all of it together.
const data = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'x', 'é') },
  { weight: 1, arbitrary: fc.constantFrom(32_767, 32_768, 32_769).map((count) => 'x'.repeat(count)) },
);
const type = fc.record({ name: text(256), version: text(64) });

const settings = {
  input: data,
  taskList: name(256),
  taskPriority: priority,
  executionStartToCloseTimeout: seconds,
  taskStartToCloseTimeout: seconds,
  childPolicy: fc.constantFrom('TERMINATE', 'REQUEST_CANCEL', 'ABANDON', 'terminate', ''),
  tagList,
  lambdaRole: text(1600),
};

interface Kind {
  readonly type: string;
  readonly make: (given: never) => Decision;
  readonly required: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly optional: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

// What SWF looks up, rather than names, may hold any character as far as the request goes: there
// only lengths are tried.
const KINDS: readonly Kind[] = [
  {
    type: 'ScheduleActivityTask',
    make: ActivityTaskDecision.schedule,
    required: { activityId: name(256), activityType: type },
    optional: {
      input: data,
      control: data,
      taskList: name(256),
      taskPriority: priority,
      scheduleToStartTimeout: seconds,
      scheduleToCloseTimeout: seconds,
      startToCloseTimeout: seconds,
      heartbeatTimeout: seconds,
    },
  },
  {
    type: 'RequestCancelActivityTask',
    make: ActivityTaskDecision.requestCancel,
    required: { activityId: text(256) },
    optional: {},
  },
  {
    type: 'StartTimer',
    make: TimerDecision.start,
    required: { timerId: name(256), startToFireTimeout: seconds },
    optional: { control: data },
  },
  { type: 'CancelTimer', make: TimerDecision.cancel, required: { timerId: text(256) }, optional: {} },
  {
    type: 'RecordMarker',
    make: MarkerDecision.record,
    required: { markerName: name(256) },
    optional: { details: data },
  },
  {
    type: 'CompleteWorkflowExecution',
    make: WorkflowExecutionDecision.complete,
    required: {},
    optional: { result: data },
  },
  {
    type: 'FailWorkflowExecution',
    make: WorkflowExecutionDecision.fail,
    required: {},
    optional: { reason: text(256), details: data },
  },
  {
    type: 'CancelWorkflowExecution',
    make: WorkflowExecutionDecision.cancel,
    required: {},
    optional: { details: data },
  },
  {
    type: 'ContinueAsNewWorkflowExecution',
    make: WorkflowExecutionDecision.continueAsNew,
    required: {},
    optional: { ...settings, workflowTypeVersion: text(64) },
  },
  {
    type: 'StartChildWorkflowExecution',
    make: ChildWorkflowExecutionDecision.start,
    required: { workflowId: name(256), workflowType: type },
    optional: { ...settings, control: data },
  },
  {
    type: 'SignalExternalWorkflowExecution',
    make: ExternalWorkflowExecutionDecision.signal,
    required: { workflowId: text(256), signalName: name(256) },
    optional: { runId: text(64), input: data, control: data },
  },
  {
    type: 'RequestCancelExternalWorkflowExecution',
    make: ExternalWorkflowExecutionDecision.requestCancel,
    required: { workflowId: text(256) },
    optional: { runId: text(64), control: data },
  },
  {
    type: 'ScheduleLambdaFunction',
    make: LambdaFunctionDecision.schedule,
    required: { id: name(256), name: name(64) },
    optional: { input: data, control: data, startToCloseTimeout: seconds },
  },
];

it('is tried of every decision that SWF knows', () => {
  expect(KINDS.map((kind) => kind.type).sort()).toEqual(Object.values(DecisionType).sort());
});

const attempt = fc
  .constantFrom(...KINDS)
  .chain((kind) =>
    fc
      .record({ ...kind.required, ...kind.optional }, { requiredKeys: Object.keys(kind.required) })
      .map((given) => ({ kind, given: given as Given })),
  );

it('a factory refuses exactly what the service refuses', async () => {
  await using world = new World();
  await world.start();
  const taskToken = await world.poll();
  const made = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(attempt, async ({ kind, given }) => {
      const makes = isMade(kind, given);
      made[makes ? 'yes' : 'no']++;
      // An answer that is refused for its order in any case leaves the task as it is; its
      // attributes are looked at before.
      const close = WorkflowExecutionDecision.complete().toJSON();
      const refusal: Error = await world.answer(taskToken, [raw(kind, given), close, close]).then(
        () => expect.unreachable(),
        (error: Error) => error,
      );
      expect(refusal.name).toBe('ValidationException');
      expect([given, refusal.message === 'Close must be last decision in list']).toEqual([given, makes]);
    }),
    { numRuns: 1000, seed: 20_120_125 },
  );
  expect(Math.min(made.yes, made.no)).toBeGreaterThan(200);
});

function isMade({ make }: Kind, given: Given): boolean {
  try {
    make(given as never);
    return true;
  } catch (error) {
    if (!InvalidArgumentError.is(error)) throw error;
    return false;
  }
}

/** The decision as the SDK takes it, without any check. */
function raw({ type: decisionType }: Kind, given: Given): SdkDecision {
  const attributes = Object.entries(given).map(([key, value]) => {
    if (key === 'taskList') return [key, { name: value }];
    return [key, typeof value === 'number' ? String(value) : value];
  });
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  return { decisionType: decisionType as Decision['type'], [member]: Object.fromEntries(attributes) };
}
