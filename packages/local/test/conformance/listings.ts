import {
  GetWorkflowExecutionHistoryCommand,
  ListActivityTypesCommand,
  ListClosedWorkflowExecutionsCommand,
  ListDomainsCommand,
  ListOpenWorkflowExecutionsCommand,
  ListWorkflowTypesCommand,
  RegisterDomainCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type Account, DOMAIN } from './account.js';

interface Page {
  readonly items: readonly string[];
  readonly nextPageToken: string | undefined;
}

export interface Paging {
  readonly nextPageToken?: string | undefined;
  readonly maximumPageSize?: number | undefined;
  readonly reverseOrder?: boolean | undefined;
}

export interface Listing {
  readonly name: string;
  /** Makes seven items to list. */
  readonly fill: (swf: Account) => Promise<void>;
  readonly page: (swf: Account, paging: Paging) => Promise<Page>;
}

export const SEVEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const startTimeFilter = { oldestDate: new Date(0) };

/** Executions that are still open after a page token has lived its day. */
const LASTING = { executionStartToCloseTimeout: '31536000' };

async function startSeven(swf: Account): Promise<void> {
  for (const workflowId of SEVEN) {
    await swf.start(workflowId, LASTING);
    await swf.advance(1);
  }
}

/** Every operation that answers in pages, the polls apart. */
export const LISTINGS: readonly Listing[] = [
  {
    name: 'ListDomains',
    fill: async (swf) => {
      for (const name of SEVEN.slice(1)) {
        await swf.client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
      }
    },
    page: async (swf, paging) => {
      const page = await swf.client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED', ...paging }));
      return { items: (page.domainInfos ?? []).map(({ name }) => name ?? ''), nextPageToken: page.nextPageToken };
    },
  },
  {
    name: 'ListWorkflowTypes',
    fill: async (swf) => {
      for (const version of SEVEN.slice(1)) await swf.registerWorkflowType({ version });
    },
    page: async (swf, paging) => {
      const page = await swf.client.send(
        new ListWorkflowTypesCommand({ domain: DOMAIN, registrationStatus: 'REGISTERED', ...paging }),
      );
      const items = (page.typeInfos ?? []).map(({ workflowType }) => workflowType?.version ?? '');
      return { items, nextPageToken: page.nextPageToken };
    },
  },
  {
    name: 'ListActivityTypes',
    fill: async (swf) => {
      for (const name of SEVEN.slice(1)) await swf.registerActivityType({ name });
    },
    page: async (swf, paging) => {
      const page = await swf.client.send(
        new ListActivityTypesCommand({ domain: DOMAIN, registrationStatus: 'REGISTERED', ...paging }),
      );
      const items = (page.typeInfos ?? []).map(({ activityType }) => activityType?.name ?? '');
      return { items, nextPageToken: page.nextPageToken };
    },
  },
  {
    name: 'ListOpenWorkflowExecutions',
    fill: startSeven,
    page: async (swf, paging) => {
      const page = await swf.client.send(
        new ListOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter, ...paging }),
      );
      const items = (page.executionInfos ?? []).map(({ execution }) => execution?.workflowId ?? '');
      return { items, nextPageToken: page.nextPageToken };
    },
  },
  {
    name: 'ListClosedWorkflowExecutions',
    fill: async (swf) => {
      await startSeven(swf);
      for (const workflowId of SEVEN) {
        await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId }));
      }
    },
    page: async (swf, paging) => {
      const page = await swf.client.send(
        new ListClosedWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter, ...paging }),
      );
      const items = (page.executionInfos ?? []).map(({ execution }) => execution?.workflowId ?? '');
      return { items, nextPageToken: page.nextPageToken };
    },
  },
  {
    name: 'GetWorkflowExecutionHistory',
    fill: async (swf) => {
      const run = await swf.start('order-1', LASTING);
      for (let signal = 0; signal < 5; signal += 1) await swf.signal(run);
    },
    page: async (swf, paging) => {
      const execution = await swf.openRun('order-1');
      const page = await swf.client.send(
        new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution, ...paging }),
      );
      return { items: (page.events ?? []).map(({ eventId }) => String(eventId)), nextPageToken: page.nextPageToken };
    },
  },
];
