import {
  DeleteActivityTypeCommand,
  DeleteWorkflowTypeCommand,
  DeprecateActivityTypeCommand,
  DeprecateWorkflowTypeCommand,
  DescribeActivityTypeCommand,
  DescribeWorkflowTypeCommand,
  ListActivityTypesCommand,
  ListWorkflowTypesCommand,
  UndeprecateActivityTypeCommand,
  UndeprecateWorkflowTypeCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { ACTIVITY_TYPE, type Account, DOMAIN, fault, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import { scheduleActivityTask } from '../decisions.js';

interface TypeInfo {
  readonly status?: string | undefined;
  readonly creationDate?: Date | undefined;
  readonly deprecationDate?: Date | undefined;
  readonly description?: string | undefined;
}

interface Kind {
  readonly kind: string;
  readonly descriptor: string;
  readonly register: (
    swf: Account,
    overrides?: { name?: string; version?: string; description?: string },
  ) => Promise<unknown>;
  readonly describe: (swf: Account) => Promise<{ typeInfo?: TypeInfo | undefined; configuration?: object | undefined }>;
  readonly deprecate: (swf: Account) => Promise<unknown>;
  readonly undeprecate: (swf: Account) => Promise<unknown>;
  readonly remove: (swf: Account) => Promise<unknown>;
  readonly list: (
    swf: Account,
    status: 'REGISTERED' | 'DEPRECATED',
    name?: string,
    reverseOrder?: boolean,
  ) => Promise<readonly string[]>;
}

const workflow = { domain: DOMAIN, workflowType: WORKFLOW_TYPE };
const activity = { domain: DOMAIN, activityType: ACTIVITY_TYPE };
const show = (type: { readonly name?: string | undefined; readonly version?: string | undefined } | undefined) =>
  `${type?.name}/${type?.version}`;

const KINDS: readonly Kind[] = [
  {
    kind: 'workflow type',
    descriptor: 'WorkflowType=[name=order, version=1]',
    register: (swf, overrides) => swf.registerWorkflowType(overrides),
    describe: (swf) => swf.client.send(new DescribeWorkflowTypeCommand(workflow)),
    deprecate: (swf) => swf.client.send(new DeprecateWorkflowTypeCommand(workflow)),
    undeprecate: (swf) => swf.client.send(new UndeprecateWorkflowTypeCommand(workflow)),
    remove: (swf) => swf.client.send(new DeleteWorkflowTypeCommand(workflow)),
    list: async (swf, registrationStatus, name, reverseOrder) => {
      const command = new ListWorkflowTypesCommand({ domain: DOMAIN, registrationStatus, name, reverseOrder });
      return ((await swf.client.send(command)).typeInfos ?? []).map(({ workflowType }) => show(workflowType));
    },
  },
  {
    kind: 'activity type',
    descriptor: 'ActivityType=[name=charge, version=1]',
    register: (swf, overrides) => swf.registerActivityType(overrides),
    describe: (swf) => swf.client.send(new DescribeActivityTypeCommand(activity)),
    deprecate: (swf) => swf.client.send(new DeprecateActivityTypeCommand(activity)),
    undeprecate: (swf) => swf.client.send(new UndeprecateActivityTypeCommand(activity)),
    remove: (swf) => swf.client.send(new DeleteActivityTypeCommand(activity)),
    list: async (swf, registrationStatus, name, reverseOrder) => {
      const command = new ListActivityTypesCommand({ domain: DOMAIN, registrationStatus, name, reverseOrder });
      return ((await swf.client.send(command)).typeInfos ?? []).map(({ activityType }) => show(activityType));
    },
  },
];

export const types: Section = (claim) => {
  describe('5 activity types and workflow types', () => {
    for (const { kind, descriptor, register, describe: describeType, deprecate, undeprecate, remove, list } of KINDS) {
      claim(`a ${kind} is registered at the present time, with status REGISTERED`, async (swf) => {
        const { typeInfo } = await describeType(swf);
        expect(typeInfo).toMatchObject({ status: 'REGISTERED', creationDate: new Date(swf.clock.now()) });
        expect(typeInfo).not.toHaveProperty('deprecationDate');
        expect(typeInfo).not.toHaveProperty('description');
      });

      claim(`a ${kind} cannot be registered twice, even deprecated`, async (swf) => {
        const exists = { name: 'TypeAlreadyExistsFault', message: descriptor };
        expect(await fault(register(swf))).toEqual(exists);
        await deprecate(swf);
        expect(await fault(register(swf))).toEqual(exists);
      });

      claim(`a ${kind} is another one with another version`, async (swf) => {
        await register(swf, { version: '2' });
        expect(await list(swf, 'REGISTERED')).toHaveLength(2);
      });

      claim(`a deprecated ${kind} has a deprecationDate, which undeprecating clears`, async (swf) => {
        await swf.advance(60);
        await deprecate(swf);
        expect((await describeType(swf)).typeInfo).toMatchObject({
          status: 'DEPRECATED',
          deprecationDate: new Date(swf.clock.now()),
        });
        await undeprecate(swf);
        const { typeInfo } = await describeType(swf);
        expect(typeInfo?.status).toBe('REGISTERED');
        expect(typeInfo).not.toHaveProperty('deprecationDate');
      });

      claim(`deprecating a ${kind} twice is refused with TypeDeprecatedFault`, async (swf) => {
        await deprecate(swf);
        expect(await fault(deprecate(swf))).toEqual({ name: 'TypeDeprecatedFault', message: descriptor });
      });

      claim(`undeprecating a ${kind} that is not deprecated is refused with TypeAlreadyExistsFault`, async (swf) => {
        expect(await fault(undeprecate(swf))).toEqual({ name: 'TypeAlreadyExistsFault', message: descriptor });
      });

      claim(`only a deprecated ${kind} can be deleted`, async (swf) => {
        expect(await fault(remove(swf))).toEqual({
          name: 'TypeNotDeprecatedFault',
          message: 'The type is currently registered and cannot be deleted in its current state',
        });
        await deprecate(swf);
        await remove(swf);
        expect(await fault(describeType(swf))).toEqual({
          name: 'UnknownResourceFault',
          message: `Unknown type: ${descriptor}`,
        });
        expect(await list(swf, 'DEPRECATED')).toEqual([]);
      });

      claim(`a deleted ${kind} may be registered again`, async (swf) => {
        await deprecate(swf);
        await remove(swf);
        await register(swf);
        expect((await describeType(swf)).typeInfo?.status).toBe('REGISTERED');
      });

      claim(
        `a domain has at most so many ${kind}s, deprecated ones included and deleted ones not`,
        async (swf) => {
          expect((await fault(register(swf, { version: '2' }))).name).toBe('LimitExceededFault');
          await deprecate(swf);
          expect((await fault(register(swf, { version: '2' }))).name).toBe('LimitExceededFault');
          await remove(swf);
          await register(swf, { version: '2' });
        },
        { limits: { typesPerDomain: 1 } },
      );

      claim(`an unknown ${kind} is an UnknownResourceFault for every operation on it`, async (swf) => {
        await deprecate(swf);
        await remove(swf);
        for (const operation of [describeType, deprecate, undeprecate, remove]) {
          expect(await fault(operation(swf))).toEqual({
            name: 'UnknownResourceFault',
            message: `Unknown type: ${descriptor}`,
          });
        }
      });

      claim(`a ${kind} is listed by status, by name and then by version`, async (swf) => {
        for (const [name, version] of [
          ['b', '2'],
          ['a', '1'],
          ['b', '10'],
          ['B', '1'],
        ] as const) {
          await register(swf, { name, version });
        }
        const [own] = await list(swf, 'REGISTERED', descriptor.includes('order') ? 'order' : 'charge');
        const expected = ['B/1', 'a/1', 'b/10', 'b/2', own];
        expect(await list(swf, 'REGISTERED')).toEqual(expected);
        expect(await list(swf, 'REGISTERED', 'b')).toEqual(['b/10', 'b/2']);
        expect(await list(swf, 'REGISTERED', 'b', true)).toEqual(['b/2', 'b/10']);
        expect(await list(swf, 'REGISTERED', 'c')).toEqual([]);
        expect(await list(swf, 'DEPRECATED')).toEqual([]);
        await deprecate(swf);
        expect(await list(swf, 'DEPRECATED')).toEqual([own]);
      });
    }

    claim('the configuration of a workflow type holds only the defaults that were given', async (swf) => {
      const workflowType = { name: 'bare', version: '1' };
      const none = {
        defaultTaskList: undefined,
        defaultTaskStartToCloseTimeout: undefined,
        defaultExecutionStartToCloseTimeout: undefined,
        defaultChildPolicy: undefined,
      };
      await swf.registerWorkflowType({ ...workflowType, ...none, description: 'nothing set' });
      const bare = await swf.client.send(new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
      expect(bare.configuration).toEqual({});
      expect(bare.typeInfo?.description).toBe('nothing set');
      await swf.registerWorkflowType({ version: '2', defaultTaskPriority: '3', defaultLambdaRole: 'arn:role' });
      const full = await swf.client.send(
        new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType: { ...WORKFLOW_TYPE, version: '2' } }),
      );
      expect(full.configuration).toEqual({
        defaultChildPolicy: 'TERMINATE',
        defaultExecutionStartToCloseTimeout: '3600',
        defaultLambdaRole: 'arn:role',
        defaultTaskList: { name: 'deciders' },
        defaultTaskPriority: '3',
        defaultTaskStartToCloseTimeout: '60',
      });
    });

    claim('the configuration of an activity type holds only the defaults that were given', async (swf) => {
      const described = await swf.client.send(new DescribeActivityTypeCommand(activity));
      expect(described.configuration).toEqual({
        defaultTaskHeartbeatTimeout: 'NONE',
        defaultTaskList: { name: 'workers' },
        defaultTaskScheduleToCloseTimeout: '900',
        defaultTaskScheduleToStartTimeout: '600',
        defaultTaskStartToCloseTimeout: '300',
      });
    });

    claim('an execution timeout cannot default to NONE, a decision task timeout can', async (swf) => {
      const execution = swf.registerWorkflowType({ version: '2', defaultExecutionStartToCloseTimeout: 'NONE' });
      expect((await fault(execution)).name).toBe('ValidationException');
      await swf.registerWorkflowType({ version: '2', defaultTaskStartToCloseTimeout: 'NONE' });
    });

    claim('tasks and executions that exist go on after their types are deprecated and deleted', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      for (const { deprecate, remove } of KINDS) {
        await deprecate(swf);
        await remove(swf);
      }
      expect((await swf.work('done')).activityType).toEqual(ACTIVITY_TYPE);
      expect((await swf.decide()).workflowType).toEqual(WORKFLOW_TYPE);
      expect(await swf.isOpen(run)).toBe(true);
    });

    claim('a deprecated workflow type cannot be started', async (swf) => {
      await KINDS[0]?.deprecate(swf);
      expect(await fault(swf.start())).toEqual({
        name: 'TypeDeprecatedFault',
        message: 'WorkflowType=[name=order, version=1]',
      });
    });
  });
};
