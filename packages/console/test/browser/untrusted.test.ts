import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RecordActivityTaskHeartbeatCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';

/** Each tries to run a script, or to load something, where text is taken for markup. */
const CORPUS = [
  '<script>window.attacked=1</script>',
  '<img src=x onerror="window.attacked=2">',
  '<svg onload=window.attacked=3>',
  '"><img src=x onerror=window.attacked=4>',
  "'-(window.attacked=5)-'",
  'javascript:window.attacked=6',
  '</script><script>window.attacked=7</script>',
  '{{constructor.constructor("window.attacked=8")()}}',
  '<iframe srcdoc="<script>parent.attacked=9</script>"></iframe>',
  '<a href="javascript:window.attacked=10" autofocus onfocus=window.attacked=11>x</a>',
  '\u202eevil\u202c\u0000\u001b[31m',
  '__proto__',
];

/** The secrets that no page may show. */
const CREDENTIALS = { accessKeyId: 'AKIDNOTFORPAGES', secretAccessKey: 'secret-not-for-pages' };

let test: TestConsole;
const taskTokens: string[] = [];

beforeAll(async () => {
  test = await startTestConsole({ service: { credentials: CREDENTIALS }, play: plant });
});
afterAll(() => test[Symbol.asyncDispose]());

/** The ids that SWF takes have no control characters, and no `:` and `/`. */
const idOf = (text: string) => text.replaceAll(/[\p{Cc}\x7f-\x9f:/|]/gu, '').replaceAll('arn', '') || 'x';

/** Puts the corpus into every field that a client of SWF chooses. */
async function plant(client: Pick<SWFClient, 'send'>): Promise<void> {
  const send = client.send.bind(client) as SWFClient['send'];
  const domain = 'orders';
  const all = CORPUS.join('\n');
  await send(
    new RegisterDomainCommand({
      name: idOf(CORPUS[1] ?? ''),
      description: all,
      workflowExecutionRetentionPeriodInDays: '1',
    }),
  );
  for (const text of CORPUS) {
    const [id, version] = [idOf(text), idOf(text).slice(0, 60)];
    const workflowType = { name: id, version };
    const activityType = { name: id, version };
    const taskList = { name: id };
    await send(
      new RegisterWorkflowTypeCommand({
        domain,
        ...workflowType,
        description: text,
        defaultTaskList: taskList,
        defaultTaskStartToCloseTimeout: '60',
        defaultExecutionStartToCloseTimeout: '86400',
        defaultChildPolicy: 'TERMINATE',
      }),
    );
    await send(
      new RegisterActivityTypeCommand({
        domain,
        ...activityType,
        description: text,
        defaultTaskList: taskList,
        defaultTaskScheduleToStartTimeout: 'NONE',
        defaultTaskScheduleToCloseTimeout: 'NONE',
        defaultTaskStartToCloseTimeout: 'NONE',
        defaultTaskHeartbeatTimeout: 'NONE',
      }),
    );
    await send(
      new StartWorkflowExecutionCommand({ domain, workflowId: id, workflowType, input: text, tagList: [text] }),
    );
    await send(new SignalWorkflowExecutionCommand({ domain, workflowId: id, signalName: text, input: text }));
    const decision = await send(new PollForDecisionTaskCommand({ domain, taskList, identity: text }));
    taskTokens.push(decision.taskToken ?? '');
    await send(
      new RespondDecisionTaskCompletedCommand({
        taskToken: decision.taskToken,
        executionContext: JSON.stringify({ state: text, $waiting: [{ step: text, id: text, details: text }] }),
        decisions: [
          {
            decisionType: 'ScheduleActivityTask',
            scheduleActivityTaskDecisionAttributes: { activityId: id, activityType, input: text, control: text },
          },
          { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: text, details: text } },
          {
            decisionType: 'StartTimer',
            startTimerDecisionAttributes: { timerId: id, startToFireTimeout: '9', control: text },
          },
          {
            decisionType: 'SignalExternalWorkflowExecution',
            signalExternalWorkflowExecutionDecisionAttributes: {
              workflowId: id,
              signalName: text,
              input: text,
              control: text,
            },
          },
        ],
      }),
    );
    const activity = await send(new PollForActivityTaskCommand({ domain, taskList, identity: text }));
    taskTokens.push(activity.taskToken ?? '');
    await send(new RecordActivityTaskHeartbeatCommand({ taskToken: activity.taskToken, details: text }));
    await send(new RespondActivityTaskFailedCommand({ taskToken: activity.taskToken, reason: text, details: text }));
  }
}

/** Records the text of everything that the page receives. */
function received(page: Page): { readonly texts: Promise<string>[]; readonly origins: Set<string> } {
  const record = { texts: [] as Promise<string>[], origins: new Set<string>() };
  page.context().on('request', (request) => record.origins.add(new URL(request.url()).origin));
  page.context().on('response', (response) => {
    // A stream has no end.
    if (!response.url().endsWith('/api/live')) record.texts.push(response.text().catch(() => ''));
  });
  return record;
}

/** What markup of the corpus would have left. */
function traces(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    attacked: 'attacked' in window,
    elements: document.querySelectorAll('img[src="x"], iframe, a[href^="javascript" i], script:not([src])').length,
    handlers: [...document.querySelectorAll('*')].filter((each) =>
      [...each.attributes].some(({ name }) => name.startsWith('on')),
    ).length,
  }));
}

const NO_TRACES = { attacked: false, elements: 0, handlers: 0 };

const OVERVIEWS = ['/executions', '/types', '/task-lists', '/start', '/time'];
const TABS = ['timeline', 'events', 'pending', 'data', 'relations', 'statistics'];

describe('Text of SWF', () => {
  it.each(OVERVIEWS)('stays text on %s, and no secret gets there', async (path) => {
    const page = await openPage();
    const { texts, origins } = received(page);
    await page.goto(test.page(path));
    await page.locator('main').waitFor();
    await page.waitForLoadState('load');
    if (path === '/executions')
      await page
        .getByText(CORPUS[0] ?? '')
        .first()
        .waitFor();
    expect(await traces(page)).toEqual(NO_TRACES);
    await expectNoSecrets(page, texts);
    expect([...origins]).toEqual([new URL(test.url).origin]);
  });

  it.each(CORPUS.map((text, index) => [TABS[index % TABS.length] ?? '', text] as const))(
    'stays text on the tab %s, and no secret gets there: %j',
    async (tab, text) => {
      const page = await openPage();
      const { texts, origins } = received(page);
      for (const each of new Set([tab, 'events'])) {
        await page.goto(test.page('/execution', { id: idOf(text), tab: each }));
        await page.getByRole('tab', { selected: true }).waitFor();
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await traces(page)).toEqual(NO_TRACES);
      }
      await page.getByRole('grid').waitFor();
      await expectNoSecrets(page, texts);
      expect([...origins]).toEqual([new URL(test.url).origin]);
    },
  );
});

async function expectNoSecrets(page: Page, texts: readonly Promise<string>[]): Promise<void> {
  const all = [...(await Promise.all(texts)), await page.content()].join('\n');
  expect(all.length).toBeGreaterThan(1000);
  const secrets = [...Object.values(CREDENTIALS), ...taskTokens];
  expect(taskTokens.length).toBe(2 * CORPUS.length);
  expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
}
