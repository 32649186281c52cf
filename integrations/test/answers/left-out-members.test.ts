import { SwfError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { membersOf } from './answer-members.js';
import { READINGS } from './readings.js';
import { type LeftOut, World } from './world.js';

/**
 * What is read if a member is left out:
 * - `absent`: everything else;
 * - `same`: the same, so its default is the value in this world;
 * - `refused`: nothing, and the error names the member;
 * - `no task`: an empty poll;
 * - `not sent`: the same, because SWF never sends it here;
 * - `first`: only so many items, because a page without a token is the last one;
 * - `value`: this value in its place;
 * - `seen`: this.
 */
type Effect =
  | 'absent'
  | 'same'
  | 'refused'
  | 'no task'
  | 'not sent'
  | { readonly first: number }
  | { readonly value: unknown }
  | { readonly seen: unknown };

const EXECUTION: Readonly<Record<string, Effect>> = {
  closeTimestamp: 'absent',
  closeStatus: 'absent',
  parent: 'absent',
  tagList: { value: [] },
  cancelRequested: 'absent',
};

const TYPE: Readonly<Record<string, Effect>> = { description: 'absent', deprecationDate: 'absent' };

const MEMBERS: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  ListDomains: { ...below('domainInfos[]', { description: 'absent', arn: 'absent' }), nextPageToken: { first: 1 } },
  DescribeDomain: below('domainInfo', { description: 'absent', arn: 'absent' }),
  ListTagsForResource: { tags: { seen: {} }, 'tags[].value': { seen: { team: '' } } },
  ListActivityTypes: { ...below('typeInfos[]', TYPE), nextPageToken: { first: 1 } },
  DescribeActivityType: {
    ...below('typeInfo', TYPE),
    ...below('configuration', {
      defaultTaskStartToCloseTimeout: 'absent',
      defaultTaskHeartbeatTimeout: 'absent',
      defaultTaskList: 'absent',
      defaultTaskPriority: 'absent',
      defaultTaskScheduleToStartTimeout: 'absent',
      defaultTaskScheduleToCloseTimeout: 'absent',
    }),
  },
  ListWorkflowTypes: { ...below('typeInfos[]', TYPE), nextPageToken: { first: 1 } },
  DescribeWorkflowType: {
    ...below('typeInfo', TYPE),
    ...below('configuration', {
      defaultTaskStartToCloseTimeout: 'absent',
      defaultExecutionStartToCloseTimeout: 'absent',
      defaultTaskList: 'absent',
      defaultTaskPriority: 'absent',
      defaultChildPolicy: 'absent',
      defaultLambdaRole: 'absent',
    }),
  },
  StartWorkflowExecution: { runId: 'refused' },
  ListOpenWorkflowExecutions: {
    ...below('executionInfos[]', { ...EXECUTION, closeTimestamp: 'not sent', closeStatus: 'not sent' }),
    nextPageToken: { first: 1 },
  },
  ListClosedWorkflowExecutions: { ...below('executionInfos[]', EXECUTION), nextPageToken: { first: 1 } },
  DescribeWorkflowExecution: {
    ...below('executionInfo', EXECUTION),
    ...below('executionConfiguration', { taskPriority: 'absent', lambdaRole: 'absent' }),
    'openCounts.openLambdaFunctions': 'same',
    latestActivityTaskTimestamp: 'absent',
    latestExecutionContext: 'absent',
  },
  CountOpenWorkflowExecutions: { truncated: 'same' },
  CountClosedWorkflowExecutions: { truncated: 'same' },
  CountPendingActivityTasks: { truncated: 'same' },
  CountPendingDecisionTasks: { truncated: 'same' },
  GetWorkflowExecutionHistory: { nextPageToken: { first: 2 } },
  PollForActivityTask: {
    taskToken: 'no task',
    activityId: 'refused',
    startedEventId: 'refused',
    ...below('workflowExecution', { '': 'refused', workflowId: 'refused', runId: 'refused' }),
    ...below('activityType', { '': 'refused', name: 'refused', version: 'refused' }),
    input: 'absent',
  },
  PollForDecisionTask: {
    taskToken: 'no task',
    // The last event of a single page has that id, but there are more pages here.
    startedEventId: 'refused',
    ...below('workflowExecution', { '': 'refused', workflowId: 'refused', runId: 'refused' }),
    ...below('workflowType', { '': 'refused', name: 'refused', version: 'refused' }),
    // What the poll lacks is read with GetWorkflowExecutionHistory.
    events: 'same',
    nextPageToken: 'same',
    previousStartedEventId: { value: 0 },
  },
  RecordActivityTaskHeartbeat: { cancelRequested: { value: false } },
};

const rows = Object.entries(MEMBERS).flatMap(([operation, members]) =>
  Object.entries(members).map(([path, effect]): [...LeftOut, Effect] => [operation, path, effect]),
);

function below(owner: string, members: Readonly<Record<string, Effect>>): Record<string, Effect> {
  return Object.fromEntries(
    Object.entries(members).map(([name, effect]) => [name === '' ? owner : `${owner}.${name}`, effect]),
  );
}

async function read(operation: string, leftOut?: LeftOut) {
  await using world = await World.make(leftOut);
  const seen = await READINGS[operation]?.(world).catch((error: unknown) => {
    if (SwfError.is(error)) return { refused: error.message };
    throw error;
  });
  // Ids of runs and tokens are random.
  const text = JSON.stringify(seen)?.replaceAll(/"(runId|taskToken)":"[^"]*"/g, '"$1":""');
  return { seen: text === undefined ? undefined : JSON.parse(text), changedAnswers: world.changedAnswers() };
}

/** Returns what is expected to be read, given what is read of whole answers. */
function expected(whole: unknown, path: string, effect: Effect): unknown {
  const name = path.replace(/^.*\./, '');
  const replaced = (member: object) => {
    const change = (item: object) => (Object.hasOwn(item, name) ? { ...item, [name]: undefined, ...member } : item);
    return Array.isArray(whole) ? whole.map(change) : change(Object(whole));
  };
  if (effect === 'same' || effect === 'not sent') return whole;
  if (effect === 'no task') return undefined;
  if (effect === 'refused') return { refused: expect.stringMatching(new RegExp(` has no ${path}$`)) };
  if (effect === 'absent') return replaced({});
  if ('first' in effect) return Array.isArray(whole) ? whole.slice(0, effect.first) : undefined;
  return 'value' in effect ? replaced({ [name]: effect.value }) : effect.seen;
}

describe('a member that an answer of SWF may lack', () => {
  it.each(Object.keys(READINGS))('has a row here: %s', (operation) => {
    expect(Object.keys(MEMBERS[operation] ?? {}).sort()).toEqual([...membersOf(operation)].sort());
  });

  it.each(rows)('%s may lack %s: %j', async (operation, path, effect) => {
    const { seen: whole } = await read(operation);
    const { seen, changedAnswers } = await read(operation, [operation, path]);

    expect(changedAnswers > 0).toBe(effect !== 'not sent');
    if (effect !== 'same' && effect !== 'not sent') expect(seen).not.toEqual(whole);
    expect(seen).toEqual(expected(whole, path, effect));
  });
});
