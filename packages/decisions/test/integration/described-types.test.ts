import {
  DeprecateActivityTypeCommand,
  DeprecateWorkflowTypeCommand,
  ListActivityTypesCommand,
  ListWorkflowTypesCommand,
  RegisterActivityTypeCommand,
  RegisterWorkflowTypeCommand,
} from '@aws-sdk/client-swf';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  DecisionBatch,
  type DecisionBatchOptions,
  type DescribedActivityType,
  type DescribedWorkflowType,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { expect, it } from 'vitest';
import { ACTIVITY_DEFAULTS, DOMAIN, QUOTAS, TYPE, WORKFLOW_DEFAULTS, World } from '../support/world.js';

/** What only a type that was read from SWF has. */
const creationDate = new Date('2026-01-31');

/** The defaults without some of them. */
function without<Defaults extends object>(defaults: Defaults, ...names: readonly string[]): Partial<Defaults> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !names.includes(name))) as Partial<Defaults>;
}

/** The causes that the batch foresees, and those that the service then tells. */
async function causesOf(
  world: World,
  decisions: readonly Decision[],
  options: DecisionBatchOptions,
): Promise<{ foreseen: (string | undefined)[]; told: (string | undefined)[] }> {
  const taskToken = await world.poll();
  const history = await world.history();
  const batch = new DecisionBatch(history, { mode: 'permissive', ...options }).add(...decisions);
  await world.answer(taskToken, batch.toJSON());
  const [completed, ...answered] = (await world.history()).events.slice(history.length);
  expect(completed?.name).toBe('DecisionTaskCompleted');
  return {
    foreseen: decisions.map((_, index) => batch.warnings.find((warning) => warning.index === index)?.code),
    told: answered
      .slice(0, decisions.length)
      .map(({ attributes }) => ('cause' in attributes ? attributes.cause : undefined)),
  };
}

it('a batch foresees deprecated activity types and missing defaults, with the cause of SWF', async () => {
  await using world = new World();
  await world.start();
  const activityTypes: DescribedActivityType[] = [];
  const names = Object.keys(ACTIVITY_DEFAULTS);
  for (const [index, lacking] of [[], ...names.map((name) => [name]), names].entries()) {
    const type = { name: 'lacking', version: `${index}` };
    const defaults = without(ACTIVITY_DEFAULTS, ...lacking);
    await world.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...type, ...defaults }));
    // SWF describes the priority as well, so that the type is known to be described even if it has
    // no other default.
    activityTypes.push({ ...type, ...(defaults as object), defaultTaskPriority: 0, creationDate });
  }
  const old = { name: 'old', version: '1' };
  await world.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...old }));
  await world.client.send(new DeprecateActivityTypeCommand({ domain: DOMAIN, activityType: old }));
  activityTypes.push({ ...old, status: 'DEPRECATED' });

  const decisions = activityTypes.map((activityType, index) =>
    ActivityTaskDecision.schedule({ activityId: `${index}`, activityType }),
  );
  // That its id is in use as well is not what SWF tells.
  decisions.push(ActivityTaskDecision.schedule({ activityId: '0', activityType: old }));
  const { foreseen, told } = await causesOf(world, decisions, { activityTypes });
  expect(foreseen).toEqual(told);
  expect(told.slice(1)).toEqual([
    'DEFAULT_TASK_LIST_UNDEFINED',
    'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED',
    'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED',
    'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED',
    'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED',
    'DEFAULT_TASK_LIST_UNDEFINED',
    'ACTIVITY_TYPE_DEPRECATED',
    'ACTIVITY_TYPE_DEPRECATED',
  ]);
});

it('a setting that the decision gives needs no default', async () => {
  await using world = new World();
  await world.start();
  const bare = { name: 'bare', version: '1' };
  await world.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...bare }));
  const timeouts = { scheduleToStartTimeout: 0, scheduleToCloseTimeout: 'NONE', startToCloseTimeout: 5 } as const;
  const decisions = [
    ActivityTaskDecision.schedule({
      activityId: 'a',
      activityType: bare,
      taskList: 'work',
      ...timeouts,
      heartbeatTimeout: 'NONE',
    }),
    ActivityTaskDecision.schedule({ activityId: 'b', activityType: bare, taskList: 'work', ...timeouts }),
  ];
  const activityTypes = [{ ...bare, creationDate, defaultTaskPriority: 0 }];
  const { foreseen, told } = await causesOf(world, decisions, { activityTypes });
  expect(foreseen).toEqual([undefined, 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED']);
  expect(told).toEqual(foreseen);
});

it('a reached quota comes before a missing default', async () => {
  await using world = new World();
  await world.start();
  const bare = { name: 'bare', version: '1' };
  await world.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...bare }));
  const decisions = [TYPE, TYPE, bare].map((activityType, index) =>
    ActivityTaskDecision.schedule({ activityId: `${index}`, activityType }),
  );
  const { foreseen, told } = await causesOf(world, decisions, { activityTypes: [bare], quotas: QUOTAS });
  expect(foreseen).toEqual([undefined, undefined, 'OPEN_ACTIVITIES_LIMIT_EXCEEDED']);
  expect(told).toEqual(foreseen);
});

it('a batch foresees deprecated workflow types and missing defaults, for children and next runs', async () => {
  await using world = new World();
  await world.start();
  const workflowTypes: DescribedWorkflowType[] = [];
  for (const [index, lacking] of [...Object.keys(WORKFLOW_DEFAULTS), ''].entries()) {
    // The name of the running type, as continuing changes the version alone.
    const type = { name: TYPE.name, version: `lacking-${index}` };
    const { defaultTaskStartToCloseTimeout: _, ...defaults } = without(WORKFLOW_DEFAULTS, lacking);
    const given =
      lacking === 'defaultTaskStartToCloseTimeout' ? {} : { defaultTaskStartToCloseTimeout: 'NONE' as const };
    await world.client.send(new RegisterWorkflowTypeCommand({ domain: DOMAIN, ...type, ...defaults, ...given }));
    const described = { ...type, creationDate, ...(defaults as object), ...given };
    workflowTypes.push({ ...described, status: lacking === '' ? 'DEPRECATED' : 'REGISTERED' });
    if (lacking === '')
      await world.client.send(new DeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType: type }));
  }
  const expected = [
    'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
    'DEFAULT_TASK_LIST_UNDEFINED',
    'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED',
    'DEFAULT_CHILD_POLICY_UNDEFINED',
    'WORKFLOW_TYPE_DEPRECATED',
  ];
  const children = workflowTypes.map((workflowType) =>
    ChildWorkflowExecutionDecision.start({ workflowId: workflowType.version, workflowType }),
  );
  expect(await causesOf(world, children, { workflowTypes })).toEqual({ foreseen: expected, told: expected });
  for (const [index, { version }] of workflowTypes.entries()) {
    const decision = WorkflowExecutionDecision.continueAsNew({ workflowTypeVersion: version });
    const cause = [expected[index]];
    expect(await causesOf(world, [decision], { workflowTypes })).toEqual({ foreseen: cause, told: cause });
  }
});

it('a next run without a version keeps the current one, even a deprecated one', async () => {
  await using world = new World();
  await world.start();
  await world.client.send(new DeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType: TYPE }));
  const workflowTypes = [{ ...TYPE, status: 'DEPRECATED' }];
  const cause = ['WORKFLOW_TYPE_DEPRECATED'];
  const causes = await causesOf(world, [WorkflowExecutionDecision.continueAsNew()], { workflowTypes });
  expect(causes).toEqual({ foreseen: cause, told: cause });
});

it('a type that was not given to the batch may be anything', async () => {
  await using world = new World();
  await world.start();
  const decision = ActivityTaskDecision.schedule({
    activityId: 'a',
    activityType: { name: 'unheard of', version: '1' },
  });
  const { foreseen, told } = await causesOf(world, [decision], { activityTypes: [TYPE] });
  expect([foreseen, told]).toEqual([[undefined], ['ACTIVITY_TYPE_DOES_NOT_EXIST']]);
});

/** The types of a listing, which carries no defaults. */
async function listedTypes({ client }: World) {
  const query = { domain: DOMAIN, registrationStatus: 'REGISTERED' } as const;
  const activities = await client.send(new ListActivityTypesCommand(query));
  const workflows = await client.send(new ListWorkflowTypesCommand(query));
  return {
    activityTypes: (activities.typeInfos ?? []).map(({ activityType, status, creationDate }) => ({
      ...(activityType as typeof TYPE),
      status,
      creationDate,
    })),
    workflowTypes: (workflows.typeInfos ?? []).map(({ workflowType, status, creationDate }) => ({
      ...(workflowType as typeof TYPE),
      status,
      creationDate,
    })),
  };
}

const RELYING_ON_DEFAULTS = [
  ActivityTaskDecision.schedule({ activityId: 'a', activityType: TYPE }),
  ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType: TYPE }),
];

it('a default that a listing leaves out does not count as missing', async () => {
  await using world = new World();
  await world.start();
  const { foreseen, told } = await causesOf(world, RELYING_ON_DEFAULTS, await listedTypes(world));
  expect(told).toEqual([undefined, undefined]);
  expect(foreseen).toEqual(told);
});

it('a default that a type of the program leaves out does not count as missing', async () => {
  await using world = new World();
  await world.start();
  // As a model that is declared: it has a status from the beginning.
  const declared = { ...TYPE, status: 'REGISTERED', creationDate: undefined };
  const activityTypes = [{ ...declared, defaultTaskStartToCloseTimeout: 30 }];
  const workflowTypes = [{ ...declared, defaultChildPolicy: 'TERMINATE' as const }];
  const { foreseen, told } = await causesOf(world, RELYING_ON_DEFAULTS, { activityTypes, workflowTypes });
  expect(told).toEqual([undefined, undefined]);
  expect(foreseen).toEqual(told);
});

it('a default that is null, as in JSON, counts as missing', async () => {
  await using world = new World();
  await world.start();
  const bare = { name: 'bare', version: '1' };
  await world.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...bare }));
  const activityTypes = [{ ...bare, creationDate, defaultTaskPriority: 0, defaultTaskList: null }];
  const decision = ActivityTaskDecision.schedule({ activityId: 'a', activityType: bare });
  const { foreseen, told } = await causesOf(world, [decision], { activityTypes: activityTypes as never });
  expect([foreseen, told]).toEqual([['DEFAULT_TASK_LIST_UNDEFINED'], ['DEFAULT_TASK_LIST_UNDEFINED']]);
});

it('a creation date that is null, as in JSON, says nothing of missing defaults', async () => {
  await using world = new World();
  await world.start();
  const activityTypes = [{ ...TYPE, creationDate: null, defaultTaskStartToCloseTimeout: 30 }];
  const { foreseen, told } = await causesOf(world, RELYING_ON_DEFAULTS, { activityTypes: activityTypes as never });
  expect(told).toEqual([undefined, undefined]);
  expect(foreseen).toEqual(told);
});

it('a batch foresees a deprecated type of a listing', async () => {
  await using world = new World();
  await world.start();
  const { activityTypes } = await listedTypes(world);
  await world.client.send(new DeprecateActivityTypeCommand({ domain: DOMAIN, activityType: TYPE }));
  const deprecated = activityTypes.map((type) => ({ ...type, status: 'DEPRECATED' }));
  const decision = ActivityTaskDecision.schedule({ activityId: 'a', activityType: TYPE });
  const { foreseen, told } = await causesOf(world, [decision], { activityTypes: deprecated });
  expect([foreseen, told]).toEqual([['ACTIVITY_TYPE_DEPRECATED'], ['ACTIVITY_TYPE_DEPRECATED']]);
});
