import { compareHistories, entityRows, isRedacted, redact } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const order = (reason: string) =>
  new HistoryBuilder({ input: 'order 42', tagList: ['eu'] })
    .decisionTask()
    .activityTaskScheduled('charge', { input: 'card 4711' })
    .timerStarted('patience')
    .activityTaskStarted('charge')
    .activityTaskFailed('charge', { reason })
    .decisionTask()
    .activityTaskScheduled('charge');

const redacted = (history: History) => History.from({ events: history.toJSON().events.map(redact) });

describe('compareHistories()', () => {
  it('names the fields in which entities differ, and those that only one has', () => {
    const other = order('no money').activityTaskStarted('charge').activityTaskCompleted('charge', { result: 'ok' });
    const a = order('declined').build();
    expect(compareHistories(a, a)).toEqual([]);
    expect(compareHistories(a, other.decisionTask().timerStarted('later').build())).toEqual([
      { type: 'ActivityTask', id: 'charge', attempt: 1, field: 'reason', a: 'declined', b: 'no money' },
      { type: 'ActivityTask', id: 'charge', attempt: 2, field: 'state', a: 'scheduled', b: 'completed' },
      { type: 'ActivityTask', id: 'charge', attempt: 2, field: 'result', b: 'ok' },
      { type: 'Timer', id: 'later', attempt: 1, field: 'state', b: 'started' },
    ]);
  });

  it('has the attempts of an entity beside each other, with the result of one that only one history has', () => {
    const run = () => new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskStarted('a');
    const a = run().activityTaskCompleted('a', { result: 'once' }).decisionTask().timerStarted('t').build();
    const b = run()
      .activityTaskFailed('a', { reason: 'busy' })
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .activityTaskCompleted('a', { result: 'twice' })
      .build();
    expect(compareHistories(a, b).map(({ id, attempt, field }) => `${id} ${attempt} ${field}`)).toEqual([
      'a 1 state',
      'a 1 reason',
      'a 1 result',
      'a 2 state',
      'a 2 result',
      't 1 state',
    ]);
  });

  it('compares what people and programs wrote', () => {
    const run = (word: string) =>
      new HistoryBuilder({ input: word, tagList: [word] })
        .decisionTask()
        .activityTaskScheduled('charge', { input: word })
        .activityTaskStarted('charge')
        .activityTaskFailed('charge', { reason: word, details: word })
        .decisionTask()
        .workflowExecutionCompleted({ result: word })
        .build();
    const [execution, charge] = [
      { type: 'WorkflowExecution', id: '', attempt: 1, a: 'one', b: 'other' },
      { type: 'ActivityTask', id: 'charge', attempt: 1, a: 'one', b: 'other' },
    ];
    expect(compareHistories(run('one'), run('other'))).toEqual([
      { ...execution, field: 'input' },
      { ...execution, field: 'result' },
      { ...execution, field: 'tagList' },
      { ...charge, field: 'reason' },
      { ...charge, field: 'input' },
      { ...charge, field: 'details' },
    ]);
  });

  it('names tags that only one execution has, and none if neither has any', () => {
    const [tagged, untagged] = [new HistoryBuilder({ tagList: ['eu', 'vip'] }).build(), new HistoryBuilder().build()];
    const row = { type: 'WorkflowExecution', id: '', attempt: 1, field: 'tagList' };
    expect(compareHistories(tagged, untagged)).toEqual([{ ...row, a: 'eu,vip' }]);
    expect(compareHistories(untagged, tagged)).toEqual([{ ...row, b: 'eu,vip' }]);
    expect(compareHistories(untagged, untagged)).toEqual([]);
  });

  it('takes a redacted text for one of its length', () => {
    const history = order('declined').build();
    expect(compareHistories(history, redacted(history))).toEqual([]);
    expect(compareHistories(redacted(history), order('no funds.').build())).toEqual([
      { type: 'ActivityTask', id: 'charge', attempt: 1, field: 'reason', a: '[8 characters]', b: 'no funds.' },
    ]);
  });
});

describe('A redacted history', () => {
  const tagged = (...tagList: string[]) => new HistoryBuilder({ tagList }).build();

  it('has the tags of the one that it was made of, and of no other', () => {
    const history = tagged('eu', 'vip', '2026');
    expect(compareHistories(history, redacted(history))).toEqual([]);
    expect(compareHistories(redacted(history), history)).toEqual([]);
    const row = { type: 'WorkflowExecution', id: '', attempt: 1, field: 'tagList' };
    const hidden = '[2 characters],[3 characters]';
    expect(compareHistories(redacted(tagged('eu', 'vip')), tagged('us', 'vips'))).toEqual([
      { ...row, a: hidden, b: 'us,vips' },
    ]);
    expect(compareHistories(redacted(tagged('eu', 'vip')), tagged('eu'))).toEqual([{ ...row, a: hidden, b: 'eu' }]);
    expect(compareHistories(redacted(tagged('eu')), tagged('eu', 'vip'))).toHaveLength(1);
  });

  it('is known by its tags alone', () => {
    expect([isRedacted(tagged('eu')), isRedacted(redacted(tagged('eu')))]).toEqual([false, true]);
  });
});

describe('redact()', () => {
  it('replaces payloads by their lengths, and keeps ids, types and times', () => {
    const history = order('declined').build();
    const hidden = redacted(history);
    expect(JSON.stringify(hidden)).not.toMatch(/4711|order 42|declined|"eu"/);
    expect(hidden.event(1)?.attributes).toMatchObject({ input: '[8 characters]', tagList: ['[2 characters]'] });
    expect(hidden.verify()).toEqual([]);
    expect([isRedacted(history), isRedacted(hidden)]).toEqual([false, true]);
  });
});

describe('entityRows()', () => {
  it('has a row for each attempt, which ends now while it is open', () => {
    const history = order('declined').build();
    const now = new Date('2020-01-01T00:01:02Z');
    expect(
      entityRows(history, now).map(({ id, attempt, state, eventId, seconds }) => [
        id,
        attempt,
        state,
        eventId,
        seconds,
      ]),
    ).toEqual([
      ['charge', 1, 'failed', 5, 2],
      ['patience', 1, 'started', 6, 60],
      ['charge', 2, 'scheduled', 12, 56],
    ]);
  });

  it('ends with the run what was open then', () => {
    const history = new HistoryBuilder().decisionTask().timerStarted('t').workflowExecutionTerminated().build();
    expect(entityRows(history, new Date('2030-01-01T00:00:00Z'))).toMatchObject([{ id: 't', open: true, seconds: 1 }]);
  });
});
