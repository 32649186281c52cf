import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryPage } from '../../src/api/execution.js';
import { START, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { complete, Player, startPlayedConsole } from './support/player.js';

let test: TestConsole;
let player: Player;

beforeAll(async () => {
  test = await startPlayedConsole();
  player = new Player(test);
});
afterAll(() => test[Symbol.asyncDispose]());

/** Opens a page at the time of the service, which stands still. */
async function pageOf(mayFail = false) {
  const page = await openPage({ mayFail });
  await page.clock.setFixedTime(test.service.clock.now());
  return page;
}

describe('An open human step', () => {
  it('is answered with a signal, reads answered, and goes with the next decision', async () => {
    await player.start('step-1');
    const waiting = [
      {
        step: 'approve',
        id: 'approve-1',
        details: { total: 950 },
        since: START.toISOString(),
        until: new Date(START.getTime() + 3_600_000).toISOString(),
      },
    ];
    await player.decide('step-1', [], JSON.stringify({ state: {}, $waiting: waiting }));
    const page = await pageOf();
    await page.goto(test.page('/execution', { id: 'step-1', tab: 'events' }));
    const step = page.getByRole('article', { name: 'Step approve, question approve-1' });
    await step.getByText('950').waitFor();
    await step.getByLabel('Answer', { exact: true }).fill('{"ok":');
    await step.getByRole('button', { name: 'Answer' }).click();
    await step.getByText('The answer begins like JSON, but is not JSON').waitFor();
    await step.getByLabel('Answer', { exact: true }).fill('{"ok":12345678901234567890}');
    await step.getByRole('button', { name: 'Answer' }).click();
    await step.getByText('answered').waitFor();
    await step.getByRole('region', { name: 'Answer' }).getByText('12345678901234567890').waitFor();
    expect(await step.getByText('due').count()).toBe(0);
    const signaled = page.locator('.grid-body > .grid-row').filter({ hasText: 'WorkflowExecutionSignaled' });
    await signaled.click();
    await page.getByRole('complementary').getByText('12345678901234567890').waitFor();
    await player.decide('step-1', [], JSON.stringify({ state: {} }));
    await step.waitFor({ state: 'detached' });
  });
});

describe('The answer of a human step', () => {
  it('that a decision drops leaves the step open, with its form', async () => {
    await player.start('step-2');
    const waiting = [{ step: 'approve', id: 'approve-1', since: START.toISOString() }];
    await player.decide('step-2', [], JSON.stringify({ state: {}, $waiting: waiting }));
    const page = await pageOf();
    await page.goto(test.page('/execution', { id: 'step-2' }));
    const step = page.getByRole('article', { name: 'Step approve, question approve-1' });
    const field = step.getByLabel('Answer', { exact: true });
    await field.fill('perhaps');
    await step.getByRole('button', { name: 'Answer' }).click();
    await step.getByText('answered').waitFor();
    // It logs the answer, and publishes nothing: the question is the same.
    await player.decide('step-2', []);
    await step.getByText('the last answer was dropped').waitFor();
    await page.getByRole('region', { name: 'Why it waits' }).getByText('A person has to answer').waitFor();
    await field.fill('true');
    await step.getByRole('button', { name: 'Answer' }).click();
    await step.getByText('answered').waitFor();
    await step.getByRole('region', { name: 'Answer' }).getByText('true').waitFor();
    await player.decide('step-2', [], JSON.stringify({ state: {} }));
    await step.waitFor({ state: 'detached' });
  });
});

describe('A history of which a part is read', () => {
  it('is not judged: no state, no question, nothing pending', async () => {
    await player.start('part-1');
    const waiting = [{ step: 'approve', id: 'approve-1', since: START.toISOString() }];
    await player.decide('part-1', [], JSON.stringify({ state: {}, $waiting: waiting }));
    await player.signal('part-1', 'approve');
    await player.decide('part-1', [complete]);
    const page = await pageOf(true);
    // The first four events: the run was open then, and waited for an answer.
    const rest = '**/api/execution/history?*after=4';
    await page.route('**/api/execution/history?*after=0', async (route) => {
      const { events } = (await (await route.fetch()).json()) as HistoryPage;
      await route.fulfill({ json: { events: events.slice(0, 4), more: true } satisfies HistoryPage });
    });
    await page.route(rest, (route) => route.abort());
    await page.goto(test.page('/execution', { id: 'part-1', tab: 'pending' }));
    await page.getByText('The rest of the history could not be read').waitFor();
    await page.getByText('What is pending is not known yet').waitFor();
    await page.getByRole('tab', { name: 'Events 4' }).waitFor();
    const heading = page.locator('.history-heading');
    const judged = [
      page.getByRole('region', { name: 'Open human steps' }),
      page.getByRole('region', { name: 'Why it waits' }),
      heading.locator('.status'),
      heading.getByText('running for'),
      heading.getByText('times out'),
    ];
    expect(await Promise.all(judged.map((each) => each.count()))).toEqual([0, 0, 0, 0, 0]);
    await page.unroute(rest);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading.locator('.status').getByText('completed').waitFor();
    await page.getByText('The execution closed as COMPLETED').waitFor();
    await page.getByText('Nothing is pending').waitFor();
  });
});
