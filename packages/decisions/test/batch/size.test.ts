import { RespondDecisionTaskCompletedCommand, SWFClient } from '@aws-sdk/client-swf';
import {
  type AnswerEnvelope,
  type Decision,
  DecisionBatch,
  DecisionRefusedError,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';

const LIMIT = 1_048_576;

/** The bytes of the body that the SDK writes for an answer. */
async function bytesSent(batch: DecisionBatch, envelope: AnswerEnvelope & { taskToken: string }): Promise<number> {
  let bytes = 0;
  const client = new SWFClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: (request: { body: string | Uint8Array }) => {
        bytes = Buffer.byteLength(request.body);
        return Promise.reject(new Error('not sent'));
      },
    },
    maxAttempts: 1,
  });
  const command = new RespondDecisionTaskCompletedCommand({ ...envelope, decisions: batch.toJSON() });
  await expect(client.send(command)).rejects.toThrow('not sent');
  client.destroy();
  return bytes;
}

const marker = (details: unknown) => MarkerDecision.record({ markerName: 'm', details });
const large = (count: number): Decision[] => Array.from({ length: count }, () => marker('x'.repeat(32_768)));

it.each<[string, AnswerEnvelope & { taskToken: string }, Decision[]]>([
  ['no decision', { taskToken: 't' }, []],
  ['one', { taskToken: 't'.repeat(1024) }, [marker('')]],
  [
    'several, and everything beside them',
    {
      taskToken: 'AAAAKg==',
      executionContext: '{"a":"ü"}',
      taskList: { name: 'sticky' },
      taskListScheduleToStartTimeout: '5',
    },
    [marker({ price: '12 €' }), marker('🦀 "\\\n\u0001\u007f\ud800'), TimerDecision.cancel({ timerId: 'Grüße' })],
  ],
])('sizeInBytes is the size of the body that the SDK sends: %s', async (_, envelope, decisions) => {
  const batch = new DecisionBatch(undefined, { envelope }).add(...decisions);
  expect(batch.sizeInBytes).toBe(await bytesSent(batch, envelope));
});

/**
 * A batch that is short of SWF's limit by so many bytes once an empty marker has been added to it.
 */
function almostFull(spare: number, options: ConstructorParameters<typeof DecisionBatch>[1] = {}): DecisionBatch {
  const batch = new DecisionBatch(undefined, { ...options, envelope: { taskToken: 't' } }).add(...large(31));
  const rest =
    LIMIT -
    spare -
    new DecisionBatch(undefined, { envelope: { taskToken: 't' } }).add(...batch, marker('')).sizeInBytes;
  return batch.add(marker('x'.repeat(rest - Buffer.byteLength(JSON.stringify(marker(''))) - 1)));
}

it('a batch fills the request to the last byte, but no further', () => {
  const batch = almostFull(0);
  batch.add(marker(''));
  expect(batch.sizeInBytes).toBe(LIMIT);

  const full = almostFull(0);
  expect(() => full.add(marker('x'))).toThrow(
    expect.objectContaining({ code: 'LIMIT_EXCEEDED', index: full.length, evidence: undefined }),
  );
  expect(() => full.add(marker('x'))).toThrow(`would have ${LIMIT + 1} bytes, and SWF takes ${LIMIT}`);
  expect(full.add(marker('')).sizeInBytes).toBe(LIMIT);
});

it('sizeInBytes counts bytes, not characters', () => {
  expect(() => almostFull(0).add(marker('é'))).toThrow(DecisionRefusedError);
  expect(almostFull(2).add(marker('é')).sizeInBytes).toBe(LIMIT);
});

it('sizeInBytes without an envelope is that of an answer without a token', () => {
  expect(new DecisionBatch().sizeInBytes).toBe(Buffer.byteLength('{"taskToken":"","decisions":[]}'));
});

it('a permissive batch keeps a decision that is too large, with a warning', () => {
  const batch = almostFull(0, { mode: 'permissive' }).add(marker('x'));
  expect(batch.warnings).toMatchObject([{ code: 'LIMIT_EXCEEDED', index: batch.length - 1 }]);
});

it('split leaves a batch that fits as it is, even to the last byte', () => {
  const small = new DecisionBatch(new HistoryBuilder().build(), { splittable: true }).add(marker('a'));
  const full = almostFull(0, { splittable: true }).add(marker(''));
  expect(small.split()).toEqual({ answer: small, rest: [] });
  expect(full.split()).toEqual({ answer: full, rest: [] });
});

it('split makes answers that fit, in order, all but the last with a timer', () => {
  const wanted = [...large(70), WorkflowExecutionDecision.complete()];
  const given: Decision[] = [];
  let rest: readonly Decision[] = wanted;
  let answers = 0;
  while (rest.length > 0) {
    const batch = new DecisionBatch(new HistoryBuilder().build(), { splittable: true }).add(...rest);
    const split = batch.split();
    const decisions = split.answer.decisions;
    expect(split.answer.sizeInBytes).toBeLessThanOrEqual(LIMIT);
    const last = decisions.at(-1);
    if (split.rest.length > 0)
      expect(last).toEqual(TimerDecision.start({ timerId: 'decisions-to-follow-1', startToFireTimeout: 0 }));
    given.push(...(split.rest.length > 0 ? decisions.slice(0, -1) : decisions));
    rest = split.rest;
    answers++;
  }
  expect(given).toEqual(wanted);
  expect(answers).toBe(3);
});

it('split fills an answer, leaving room for its timer', () => {
  const { answer, rest } = almostFull(0, { splittable: true }).add(marker(''), marker('')).split();
  expect(answer.sizeInBytes).toBeLessThanOrEqual(LIMIT);
  expect(LIMIT - answer.sizeInBytes).toBeLessThan(33_000);
  expect(rest.length).toBeGreaterThan(0);
  const oneMore = new DecisionBatch(undefined, { splittable: true, envelope: { taskToken: 't' } }).add(
    ...answer,
    ...rest.slice(0, 1),
  );
  expect(oneMore.sizeInBytes).toBeGreaterThan(LIMIT);
});

it('split fills an answer with its timer to the last byte, but no further', () => {
  const bytes = (decision: Decision) => Buffer.byteLength(JSON.stringify(decision));
  const timer = TimerDecision.start({ timerId: 'decisions-to-follow-1', startToFireTimeout: 0 });
  const spare = bytes(timer) - bytes(marker(''));
  const splitAt = (missing: number) =>
    almostFull(spare + missing, { splittable: true })
      .add(...large(1))
      .split();
  const exact = splitAt(0);
  const oneByteShort = splitAt(-1);

  expect(exact.answer.sizeInBytes).toBe(LIMIT);
  expect(exact.rest).toHaveLength(1);
  expect(oneByteShort.answer.sizeInBytes).toBeLessThan(LIMIT);
  expect(oneByteShort.rest).toHaveLength(2);
});

it('split gives its timer an unused id', () => {
  const history = new HistoryBuilder().decisionTask().timerStarted('decisions-to-follow-1').build();
  const { answer } = new DecisionBatch(history, { splittable: true }).add(...large(40)).split();
  expect(answer.decisions.at(-1)?.attributes).toMatchObject({ timerId: 'decisions-to-follow-2' });
});

it('split leaves room for the envelope', () => {
  const envelope = { taskToken: 't'.repeat(1024), executionContext: 'x'.repeat(32_768) };
  const { answer } = new DecisionBatch(undefined, { splittable: true, envelope }).add(...large(40)).split();
  const body = JSON.stringify({ ...envelope, decisions: answer.toJSON() });
  expect(Buffer.byteLength(body)).toBe(answer.sizeInBytes);
  expect(answer.sizeInBytes).toBeLessThanOrEqual(LIMIT);
});

it('split checks an answer against the history, like the whole batch', () => {
  const history = new HistoryBuilder().decisionTask().timerStarted('x').build();
  const again = TimerDecision.start({ timerId: 'x', startToFireTimeout: 1 });
  const batch = new DecisionBatch(history, { splittable: true, mode: 'permissive' }).add(again, ...large(40));
  expect(batch.split().answer.warnings.map(({ code }) => code)).toEqual(['TIMER_ID_ALREADY_IN_USE']);
});

it('split takes another envelope than that of the batch', () => {
  const batch = almostFull(0, { splittable: true });
  expect(batch.split().rest).toEqual([]);

  const { answer, rest } = batch.split({ taskToken: 'x'.repeat(1024) });

  expect(answer.sizeInBytes).toBeLessThanOrEqual(LIMIT);
  expect(rest.length).toBeGreaterThan(0);
  expect([batch.splittable, answer.splittable, new DecisionBatch().splittable]).toEqual([true, true, false]);
});
