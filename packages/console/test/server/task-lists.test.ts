import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import type { TaskListInfo } from '../../src/api/registrations.js';
import { countingClient } from '../support/counting-client.js';
import { listenerWarnings } from '../support/listener-warnings.js';
import { createTestService } from '../support/service.js';
import { openStream } from '../support/stream.js';

const MOST_LISTS = 50;

// The budget on AWS: 10 counts of a kind, and then 1.5 a second.
const BURST = 10;
const WITHIN_A_CLICK = BURST + 15;
const WITHIN_A_POLL = 45;

const OPERATIONS = ['CountPendingDecisionTasks', 'CountPendingActivityTasks'] as const;

const namesOf = (prefix: string) => Array.from({ length: MOST_LISTS }, (_, index) => `${prefix}${index}`);

const pathOf = (names: readonly string[], domain = 'orders') =>
  `task-lists?domain=${domain}&${names.map((name) => `name=${name}`).join('&')}`;

const topicOf = (names: readonly string[]): Topic => ({ id: 'lists', topic: 'taskLists', domain: 'orders', names });

/** The lists of the updates that came. */
function listsIn(updates: readonly LiveUpdate[]): ReadonlySet<string> {
  return new Set(
    updates.flatMap((update) => (update.topic === 'taskLists' ? update.lists.map(({ name }) => name) : [])),
  );
}

async function consoleOf() {
  const swf = await createTestService();
  const { client, count } = countingClient(swf.client);
  const test = swf.console({ client });
  return {
    ...test,
    /** How many counts of each kind were sent. */
    sent: () => OPERATIONS.map((operation) => count(operation)),
    advance: (seconds: number) => swf.clock.advance({ seconds }),
    async [Symbol.asyncDispose]() {
      await test.console.close();
      await swf[Symbol.asyncDispose]();
    },
  };
}

describe('The counts of task lists', () => {
  it('are answered as far as the budget has room for them, and the others are not sent', async () => {
    await using test = await consoleOf();
    const names = namesOf('list-');
    const answered = test.get(pathOf(names));
    await expect.poll(test.sent).toEqual([BURST, BURST]);
    await test.advance(10);
    const lists = (await (await answered).json()) as readonly TaskListInfo[];
    expect(lists.map(({ name }) => name)).toEqual(names.slice(0, WITHIN_A_CLICK));
    expect(lists[0]).toEqual({
      name: 'list-0',
      decision: { count: 0, truncated: false },
      activity: { count: 0, truncated: false },
    });
    await test.advance(600);
    expect(test.sent()).toEqual([WITHIN_A_CLICK, WITHIN_A_CLICK]);
  });

  it('are none of many that wait, rather than an error', async () => {
    await using test = await consoleOf();
    const first = test.get(pathOf(namesOf('a-')));
    await expect.poll(test.sent).toEqual([BURST, BURST]);
    expect(await test.json(pathOf(namesOf('b-')))).toEqual([]);
    await test.advance(10);
    expect((await first).status).toBe(200);
  });

  it('are not sent anymore when the answer has failed', async () => {
    await using test = await consoleOf();
    const response = await test.get(pathOf(namesOf('list-').slice(0, WITHIN_A_CLICK), 'none'));
    expect(response.status).toBe(404);
    await test.advance(600);
    expect(test.sent()).toEqual([BURST, BURST]);
  });

  it('come with live updates, whatever the budget had left', async () => {
    await using test = await consoleOf();
    const names = namesOf('list-');
    const answered = test.get(pathOf(names));
    await expect.poll(test.sent).toEqual([BURST, BURST]);
    await test.advance(10);
    expect((await answered).status).toBe(200);
    const stream = await openStream(test, [topicOf(names)]);
    await test.advance(30);
    await stream.until((updates) => listsIn(updates).size > 0);
    expect(listsIn(stream.updates).size).toBe(WITHIN_A_POLL);
    await test.advance(60);
    await stream.until((updates) => listsIn(updates).size === MOST_LISTS);
  });

  it('come in turn if two tabs watch more than the budget has room for', async () => {
    await using test = await consoleOf();
    const [first, second] = [
      await openStream(test, [topicOf(namesOf('a-'))]),
      await openStream(test, [topicOf(namesOf('b-'))]),
    ];
    await test.advance(600);
    await first.until((updates) => listsIn(updates).size === MOST_LISTS);
    await second.until((updates) => listsIn(updates).size === MOST_LISTS);
  });

  it('are not sent anymore when nobody watches', async () => {
    await using test = await consoleOf();
    const stream = await openStream(test, [topicOf(namesOf('list-'))]);
    await expect.poll(test.sent).toEqual([BURST, BURST]);
    await stream.leave();
    await test.advance(600);
    expect(test.sent()).toEqual([BURST, BURST]);
  });

  it('make Node warn of no leak', async () => {
    const warnings = listenerWarnings();
    await using test = await consoleOf();
    const names = namesOf('list-');
    const answered = test.get(pathOf(names));
    await expect.poll(test.sent).toEqual([BURST, BURST]);
    const stream = await openStream(test, [topicOf(names)]);
    await test.advance(60);
    expect((await answered).status).toBe(200);
    await stream.until((updates) => listsIn(updates).size > 0);
    expect(warnings).toEqual([]);
  });
});
