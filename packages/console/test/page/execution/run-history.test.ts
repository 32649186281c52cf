import { describe, expect, it } from 'vitest';
import { eventsOf, FACTS, historyAfter, historyOf, LAST, RUN, waiting } from '../support/history-tab.js';
import { pass } from '../support/streams.js';

describe('The history of a run', () => {
  it('is read page by page, and its first page is shown before the others are read', async () => {
    const { hook, port, sent, seen, started, model } = await historyOf({ size: 2 });
    expect([seen(), model().name, model().isLive]).toEqual([[false, undefined, false, 0], 'run orders a r', true]);
    await pass();
    expect(sent()).toEqual([historyAfter(0), historyAfter(2), historyAfter(4), FACTS, 'live']);
    expect(port.questions).toEqual(['append', 'overview', 'append', 'append', 'overview', 'overview']);
    expect([seen(), model().overview.value?.length]).toEqual([[true, undefined, true, 5], 5]);
    expect(started).toHaveLength(1);
    hook.rerender({ ...RUN });
    await pass();
    expect([sent(), port.questions, hook.current.model === model()]).toEqual([[], [], true]);
  });

  it('may have pages of single events', async () => {
    const { sent, seen } = await historyOf({ size: 1 });
    await pass();
    expect(sent().slice(0, 5)).toEqual([0, 1, 2, 3, 4].map(historyAfter));
    expect(seen()).toEqual([true, undefined, true, 5]);
  });

  it('ends with a page without events', async () => {
    const { sent, seen } = await historyOf({ size: 0 });
    await pass();
    // Its answer claims that there are more.
    expect([sent().slice(0, 2), seen()]).toEqual([
      [historyAfter(0), FACTS],
      [true, undefined, true, 0],
    ]);
  });

  it('can be read again where an error ended it', async () => {
    const { answers, hook, sent, seen, streams } = await historyOf({ refusal: 'access denied' });
    await pass();
    expect([seen(), sent()]).toEqual([[false, 'access denied', false, 0], [historyAfter(0)]]);
    answers.refusal = '';
    hook.current.retry();
    await pass();
    expect([seen(), sent(), streams.count]).toEqual([[true, undefined, true, 5], [historyAfter(0), FACTS, 'live'], 1]);
    // Another round reads what follows the last event, and is not complete meanwhile.
    answers.refusal = 'busy';
    hook.current.retry();
    await pass();
    expect([seen(), sent()]).toEqual([[false, 'busy', true, 5], [historyAfter(5)]]);
  });

  it('shows no error once the run is left, and is forgotten', async () => {
    const { hook, port, tab, seen } = await historyOf();
    hook.unmount();
    await pass();
    expect([seen(), tab.requests.map(({ signal }) => signal.aborted)]).toEqual([[false, undefined, false, 0], [true]]);
    expect(port.asked.map(({ question, about }) => [question, about])).toEqual([
      ['forget', { history: 'run orders a r' }],
    ]);
    await pass(60_000);
    expect(port.asked).toHaveLength(1);
  });

  it('is another one for another run', async () => {
    const { hook, model, port, sent, seen } = await historyOf();
    await pass();
    sent();
    const first = model();
    hook.rerender({ ...RUN, runId: 's' });
    await pass();
    expect([model() === first, model().name, seen()]).toEqual([false, 'run orders a s', [true, undefined, true, 5]]);
    expect(sent().map((path) => path.replace('run=s', 'run=...'))).toEqual([
      'execution/history?domain=orders&id=a&run=...&after=0',
      'execution/facts?domain=orders&id=a&run=...',
      'live',
    ]);
    expect(port.questions).toContain('forget');
  });
});

describe('The history of a closed run', () => {
  it('is neither followed nor refreshed', async () => {
    const { port, sent, seen } = await historyOf({ events: eventsOf(waiting().workflowExecutionTerminated()) });
    await pass();
    expect([seen(), sent(), port.questions]).toEqual([
      [true, undefined, true, 6],
      [historyAfter(0)],
      ['append', 'overview'],
    ]);
    await pass(60_000);
    expect([sent(), port.questions]).toEqual([[], []]);
  });
});

describe('The findings of an open run', () => {
  it('age every 5 seconds while its last event is young, with facts every 30 seconds', async () => {
    const { port, sent } = await historyOf();
    await pass();
    expect(port.questions).toEqual(['append', 'overview', 'overview']);
    sent();
    await pass(4999);
    expect(port.questions).toEqual([]);
    await pass(1);
    expect(port.asked.map(({ question, about }) => [question, about])).toEqual([
      [
        'overview',
        { history: 'run orders a r', now: LAST + 5000, facts: expect.objectContaining({ signals: ['paid'] }) },
      ],
    ]);
    await pass(24_999);
    expect([port.questions.length, sent()]).toEqual([5, []]);
    await pass(1);
    // Once by itself, and once for the facts.
    expect([port.questions, sent()]).toEqual([['overview', 'overview'], [FACTS]]);
  });

  it('age every 20 seconds later, with facts every minute for as long as the run is open', async () => {
    const { answers, port, sent, model, streams } = await historyOf();
    await pass();
    await pass(59_999);
    port.questions;
    expect(sent().filter((path) => path === FACTS)).toHaveLength(2);
    // At 60 seconds, the event is not young any more; that turn is the twelfth.
    await pass(1);
    expect([model().present.value - LAST, port.questions, sent()]).toEqual([60_000, ['overview'], []]);
    await pass(19_999);
    expect([port.questions, sent()]).toEqual([[], []]);
    await pass(1);
    expect([port.questions, sent()]).toEqual([['overview'], []]);
    // They were read last at 30 seconds.
    await pass(20_000);
    expect([port.questions, sent()]).toEqual([['overview', 'overview'], [FACTS]]);
    await pass(59_999);
    expect([port.questions.length, sent()]).toEqual([2, []]);
    await pass(1);
    expect([port.questions.length, sent()]).toEqual([2, [FACTS]]);
    answers.events = eventsOf(waiting().workflowExecutionTerminated());
    await streams.send(
      { id: 'w1', topic: 'state', live: { state: 'live', intervalInSeconds: 1 } },
      { id: 'w1', topic: 'history', page: { events: answers.events.slice(5), more: false, final: true } },
    );
    await pass();
    port.questions;
    await pass(600_000);
    expect([model().overview.value?.heading.isOpen, port.questions, sent()]).toEqual([false, [], []]);
  });

  it('do not age while the tab is hidden, and are those of the present when it is shown again', async () => {
    const { port, sent, tab } = await historyOf();
    await pass();
    const turn = async (state: DocumentVisibilityState) => {
      tab.document.visibilityState = state;
      tab.document.dispatchEvent(new Event('visibilitychange'));
      await pass();
      return [port.questions, sent().filter((path) => path !== 'live')];
    };
    port.questions;
    sent();
    expect(await turn('hidden')).toEqual([[], []]);
    await pass(600_000);
    expect([port.questions, sent()]).toEqual([[], []]);
    expect(await turn('visible')).toEqual([['overview', 'overview'], [FACTS]]);
    // Facts cost requests: a look that is as short costs none.
    await turn('hidden');
    expect(await turn('visible')).toEqual([['overview'], []]);
  });

  it('are inferred again when the facts cannot be read any more', async () => {
    const { answers, port } = await historyOf();
    await pass();
    await pass(29_999);
    answers.refusal = 'expired';
    await pass(1);
    expect(port.asked.at(-1)?.about).toMatchObject({ history: 'run orders a r', facts: undefined });
  });

  it('are there without facts, too', async () => {
    const { answers, model, seen } = await historyOf({ size: 2 });
    model().rows.subscribe(({ length }) => {
      if (length === 5) answers.refusal = 'access denied';
    });
    await pass();
    expect([seen(), model().overview.value?.findings.length]).toEqual([[true, undefined, true, 5], 2]);
  });
});
