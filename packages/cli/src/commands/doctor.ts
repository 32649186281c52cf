import * as sdk from '@aws-sdk/client-swf';
import { fromEnv, fromHome, get, type Settings } from '@swf/settings';
import { SwfError, translateError } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { findTarget, type Target, type TargetOptions, targetSources } from '../target/target.js';
import type { Invocation } from '../tree/command.js';

type DoctorOptions = TargetOptions & OutputOptions;

const VIEW: View = {
  fields: ['check', 'status', 'detail'],
  columns: [
    { heading: 'CHECK', value: ({ check }) => check },
    { heading: 'STATUS', value: ({ status }) => status, style: ({ status }) => STYLES[String(status)] },
    { heading: 'DETAIL', value: ({ detail }) => detail },
  ],
  id: ['check'],
};

const STYLES: Readonly<Record<string, 'red' | 'green' | 'gray'>> = { ok: 'green', failed: 'red', untried: 'gray' };

// A request signed 15 minutes off is refused by AWS.
const SKEW_LIMIT_IN_SECONDS = 5 * 60;

/** Checks the target: where each setting comes from, the clock, and the permissions. Changes nothing. */
export async function doctor({ shell, options }: Invocation<DoctorOptions>): Promise<number | undefined> {
  const rows: Row[] = [...(await settingRows(shell, options))];
  const target = await findTarget(shell, options);
  rows.push({ check: 'region', status: 'ok', detail: target.region });
  rows.push(await clockRow(target, shell.now()));
  rows.push(...(await permissionRows(target, shell.signal)));
  await printRows(shell, options, VIEW, rows);
  return rows.some(({ status }) => status === 'failed') ? EXIT.checkFailed : undefined;
}

async function settingRows(shell: Invocation['shell'], options: DoctorOptions): Promise<readonly Row[]> {
  const { contextName, context, domain, overrides } = await targetSources(shell, options);
  const environment = fromEnv();
  const home = fromHome();
  const rows: Row[] = [{ check: 'context', status: 'ok', detail: contextName ?? 'none' }];
  const domainSource =
    options.domain !== undefined ? '--domain' : domain === context.domain ? `context "${contextName}"` : 'SWF_DOMAIN';
  rows.push({
    check: 'domain',
    status: 'ok',
    detail: domain === undefined ? 'none' : `${domain}, from ${domainSource}`,
  });
  const { region, profile, endpoint } = options;
  const sources: readonly (readonly [name: string, settings: Settings])[] = [
    ['the command line', options.local ? overrides : { region, profile, endpoint }],
    [`context "${contextName}"`, overrides],
    ['the .swf file', home],
    ['the environment', environment],
  ];
  for (const field of ['endpoint', 'region', 'profile'] as const) {
    const source = sources.find(([, settings]) => settings[field] !== undefined);
    const value = source?.[1][field] ?? get()[field];
    rows.push({
      check: `setting ${field}`,
      status: 'ok',
      detail: source === undefined ? `${value ?? 'none'}, left to the SDK` : `${value}, from ${source[0]}`,
    });
  }
  const identity = sources.find(
    ([, { accessKeyId, credentials }]) => accessKeyId !== undefined || credentials !== undefined,
  );
  rows.push({
    check: 'credentials',
    status: 'ok',
    detail: identity === undefined ? 'left to the SDK' : `from ${identity[0]}`,
  });
  return rows;
}

/** Compares the clocks by the Date header of any answer, which needs no permission. */
async function clockRow(target: Target, now: Date): Promise<Row> {
  const url = target.endpoint ?? `https://swf.${target.region}.amazonaws.com`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs))
      return { check: 'clock', status: 'untried', detail: `${url} is reachable, and names no time` };
    const skew = Math.round((now.getTime() - theirs) / 1000);
    const isOff = Math.abs(skew) > SKEW_LIMIT_IN_SECONDS && !(await target.isLocal());
    return { check: 'clock', status: isOff ? 'failed' : 'ok', detail: `${url} is reachable, ${skew} s apart` };
  } catch (error) {
    return { check: 'clock', status: 'failed', detail: `${url} is not reachable: ${reason(error)}` };
  }
}

/** The requests that read; each is tried on something that does not exist. */
function reads(domain: string): Readonly<Record<string, (arn: string | undefined) => object | undefined>> {
  const nobody = { workflowId: 'swf-doctor', runId: 'swf-doctor' };
  const type = { name: 'swf-doctor', version: '1' };
  const ever = { oldestDate: new Date(0) };
  const registered = { domain, registrationStatus: 'REGISTERED', maximumPageSize: 1 } as const;
  const list = { name: 'swf-doctor' };
  return {
    ListDomains: () => new sdk.ListDomainsCommand({ registrationStatus: 'REGISTERED', maximumPageSize: 1 }),
    DescribeDomain: () => new sdk.DescribeDomainCommand({ name: domain }),
    ListActivityTypes: () => new sdk.ListActivityTypesCommand(registered),
    DescribeActivityType: () => new sdk.DescribeActivityTypeCommand({ domain, activityType: type }),
    ListWorkflowTypes: () => new sdk.ListWorkflowTypesCommand(registered),
    DescribeWorkflowType: () => new sdk.DescribeWorkflowTypeCommand({ domain, workflowType: type }),
    ListOpenWorkflowExecutions: () =>
      new sdk.ListOpenWorkflowExecutionsCommand({ domain, startTimeFilter: ever, maximumPageSize: 1 }),
    ListClosedWorkflowExecutions: () =>
      new sdk.ListClosedWorkflowExecutionsCommand({ domain, startTimeFilter: ever, maximumPageSize: 1 }),
    CountOpenWorkflowExecutions: () => new sdk.CountOpenWorkflowExecutionsCommand({ domain, startTimeFilter: ever }),
    CountClosedWorkflowExecutions: () =>
      new sdk.CountClosedWorkflowExecutionsCommand({ domain, startTimeFilter: ever }),
    CountPendingActivityTasks: () => new sdk.CountPendingActivityTasksCommand({ domain, taskList: list }),
    CountPendingDecisionTasks: () => new sdk.CountPendingDecisionTasksCommand({ domain, taskList: list }),
    DescribeWorkflowExecution: () => new sdk.DescribeWorkflowExecutionCommand({ domain, execution: nobody }),
    // Policies name the account, which only SWF knows.
    ListTagsForResource: (arn) =>
      arn === undefined ? undefined : new sdk.ListTagsForResourceCommand({ resourceArn: arn }),
    GetWorkflowExecutionHistory: () => new sdk.GetWorkflowExecutionHistoryCommand({ domain, execution: nobody }),
  };
}

const WRITES = ['start', 'signal', 'cancel', 'terminate', 'register', 'deprecate', 'delete', 'poll and answer'];

async function permissionRows(target: Target, signal: AbortSignal): Promise<readonly Row[]> {
  const { send } = target.client as unknown as { send(command: object, options: object): Promise<object> };
  const domain = target.domainName ?? 'swf-doctor';
  const rows: Row[] = [];
  let arn: string | undefined;
  for (const [operation, commandFor] of Object.entries(reads(domain))) {
    const check = `swf:${operation}`;
    const command = commandFor(arn);
    if (command === undefined) {
      rows.push({ check, status: 'untried', detail: 'the ARN of the domain is unknown' });
      continue;
    }
    try {
      const answer: Partial<sdk.DescribeDomainCommandOutput> = await send(command, { abortSignal: signal });
      arn ??= answer.domainInfo?.arn;
      rows.push({ check, status: 'ok', detail: 'permitted' });
    } catch (thrown) {
      signal.throwIfAborted();
      const error = translateError(thrown, { kind: 'Operation', name: operation });
      // "Unknown resource" is an answer: SWF checked the permission before it looked.
      const isAnswer = SwfError.is(error) && error.code === 'DOES_NOT_EXIST';
      rows.push(
        isAnswer ? { check, status: 'ok', detail: 'permitted' } : { check, status: 'failed', detail: reason(error) },
      );
      if (isAnswer && operation === 'DescribeDomain' && target.domainName !== undefined) {
        const detail = `does not exist in ${target.region}; "swf domain list" lists those there`;
        rows.push({ check: `domain ${domain}`, status: 'failed', detail });
      }
    }
  }
  return [
    ...rows,
    ...WRITES.map((name) => ({ check: `to ${name}`, status: 'untried', detail: 'would change something' })),
  ];
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
