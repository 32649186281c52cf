import type { VirtualClock } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { START, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { Player, schedule, startPlayedConsole } from './support/player.js';

let test: TestConsole;
let clock: VirtualClock;
let player: Player;

beforeAll(async () => {
  test = await startPlayedConsole();
  clock = test.service.clock;
  player = new Player(test);
});
afterAll(() => test[Symbol.asyncDispose]());

/** Opens the findings about a run. */
async function openFindings(id: string, { width = 1280, tab = 'timeline' } = {}) {
  const page = await openPage({ width });
  await page.clock.setFixedTime(clock.now());
  await page.goto(test.page('/execution', { id, tab }));
  const findings = page.getByRole('region', { name: 'Why it waits' });
  await findings.waitFor();
  return { page, findings };
}

/** A run that is blocked by an activity for 40 minutes, and by a decision for 30. */
async function block(workflowId: string): Promise<void> {
  await player.start(workflowId);
  await player.decide(workflowId, [schedule('charge', `${workflowId}-nobody`)]);
  await clock.advance({ minutes: 10 });
  await player.signal(workflowId, 'hurry');
  await clock.advance({ minutes: 30 });
}

describe('The findings about a run', () => {
  it('begin with what has blocked it for longest, and lead to its task list and the runbook', async () => {
    await block('oldest-1');
    const { page, findings } = await openFindings('oldest-1');
    const [first, second] = [findings.getByRole('listitem').first(), findings.getByRole('listitem').nth(1)];
    await first.getByText('charge is scheduled on task list oldest-1-nobody, and no worker polls it').waitFor();
    await first.getByText('since 12:00:00, 40 min').waitFor();
    await second.getByText('no decider polls it').waitFor();
    const runbook = first.getByRole('link', { name: 'ACTIVITY_WAITS' });
    expect(await runbook.getAttribute('href')).toMatch(/docs\/runbook\.md#activity_waits$/);
    await first.getByRole('link', { name: 'oldest-1-nobody' }).click();
    await page.getByRole('heading', { level: 1, name: 'Task lists' }).waitFor();
  });

  it('claim nothing of a task that has just been scheduled', async () => {
    await player.start('fresh-1');
    const { findings } = await openFindings('fresh-1');
    await findings.getByText('A decision task waits for a decider on task list fresh-1').waitFor();
    await clock.advance({ seconds: 10 });
    const later = await openFindings('fresh-1');
    await later.findings.getByText('no decider polls it').waitFor();
    await later.findings.getByText('Start a decider on "fresh-1"').waitFor();
  });

  it('are one line beside other tabs, and whole on demand', async () => {
    await block('brief-1');
    const { page, findings } = await openFindings('brief-1', { tab: 'events' });
    const line = findings.getByRole('button', { name: /charge is scheduled .* 1 more/ });
    expect((await findings.boundingBox())?.height).toBeLessThan(40);
    await line.click();
    await findings.getByText('no decider polls it').waitFor();
    await findings.getByRole('button', { name: 'Show less' }).click();
    await line.waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await findings.getByText('no decider polls it').waitFor();
  });

  it('are shortened to what is wrong and what helps on a small screen', async () => {
    await block('narrow-1');
    const { findings } = await openFindings('narrow-1', { width: 360 });
    await findings.getByText('no worker polls it').waitFor();
    await findings.getByText('no decider polls it').waitFor();
    await findings.getByText('Start a worker on "narrow-1-nobody"').waitFor();
    expect(await findings.getByText('no other task waits there').count()).toBe(0);
    await findings.getByRole('button', { name: 'Details' }).first().click();
    await findings.getByText('no other task waits there').waitFor();
    await findings.getByRole('link', { name: 'ACTIVITY_WAITS' }).waitFor();
  });

  it('say that a person has to answer, beside the question itself', async () => {
    await player.start('person-1');
    const waiting = [{ step: 'approve', id: 'approve', since: START.toISOString() }];
    await player.decide('person-1', [], JSON.stringify({ state: null, $waiting: waiting }));
    const { page, findings } = await openFindings('person-1');
    await findings.getByText('A person has to answer step "approve"').waitFor();
    const card = page.getByRole('region', { name: 'Open human steps' });
    await card.getByRole('heading', { name: 'approve' }).waitFor();
    expect(await card.getByText('approve', { exact: true }).count()).toBe(1);
  });
});

describe('The heading of a run', () => {
  it('leads by a tag to all executions that have it', async () => {
    await player.start('tagged-1', { tagList: ['very important'] });
    const { page } = await openFindings('tagged-1');
    await page.getByRole('link', { name: 'very important' }).click();
    await page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('tag:"very important"');
    await page.getByRole('row', { name: /tagged-1/ }).waitFor();
  });
});
