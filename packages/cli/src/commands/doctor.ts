import * as sdk from '@aws-sdk/client-swf';
import { DomainQuerySet } from '@swf/querysets';
import { get } from '@swf/settings';
import { messageOf, SettingsError, SwfError, translateError, undefinedOn } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import type { Shell } from '../shell.js';
import { commandLine } from '../target/command-line.js';
import { credentialsSource, sourceOf } from '../target/sources.js';
import { findTarget, type Target, targetSources } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
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

/**
 * Checks the target: where each setting comes from, the clock, and the permissions. Changes
 * nothing.
 */
export async function doctor({ shell, options }: Invocation<DoctorOptions>): Promise<number | undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const rows: Row[] = [...(await settingRows(shell, options))];
  const target = await findTarget(shell, options).catch((error: unknown) => {
    if (!SettingsError.is(error)) throw error;
    rows.push({ check: 'target', status: 'failed', detail: messageOf(error) });
  });
  if (target !== undefined) rows.push(...(await targetRows(shell, target, options)));
  await printRows(shell, options, VIEW, rows);
  return rows.some(({ status }) => status === 'failed') ? EXIT.checkFailed : undefined;
}

async function targetRows(shell: Shell, target: Target, options: DoctorOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  rows.push({ check: 'region', status: 'ok', detail: target.region });
  rows.push(await clockRow(target, shell.now()));
  const credentials = await credentialsRow(target, options);
  rows.push(credentials);
  if (credentials['status'] === 'ok') rows.push(...(await permissionRows(target, shell.signal)));
  return rows;
}

async function settingRows(shell: Shell, options: DoctorOptions): Promise<readonly Row[]> {
  const sources = await targetSources(shell, options);
  const { contextName, context, domain } = sources;
  const rows: Row[] = [{ check: 'context', status: 'ok', detail: contextName ?? 'none' }];
  const domainSource =
    options.domain !== undefined ? '--domain' : domain === context.domain ? `context "${contextName}"` : 'SWF_DOMAIN';
  rows.push({
    check: 'domain',
    status: 'ok',
    detail: domain === undefined ? 'none' : `${domain}, from ${domainSource}`,
  });
  for (const field of ['endpoint', 'region', 'profile'] as const) {
    const source = sourceOf(field, options, sources);
    const value = sources.overrides[field] ?? get()[field];
    const detail = source === undefined ? `${value ?? 'none'}, left to the SDK` : `${value}, from ${source}`;
    rows.push({ check: `setting ${field}`, status: 'ok', detail });
  }
  return rows;
}

/** Finds the credentials: without any, no request can be tried. */
async function credentialsRow(target: Target, options: DoctorOptions): Promise<Row> {
  const check = 'credentials';
  try {
    await target.checkCredentials();
    const source = credentialsSource(options);
    return { check, status: 'ok', detail: source === undefined ? 'found by the SDK' : `from ${source}` };
  } catch (error) {
    return { check, status: 'failed', detail: `none found: ${messageOf(error)}` };
  }
}

/** Compares the clocks by the Date header of any answer, which needs no permission. */
async function clockRow(target: Target, now: Date): Promise<Row> {
  const url = await target.url();
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs))
      return { check: 'clock', status: 'untried', detail: `${url} is reachable, and names no time` };
    const skew = Math.round((now.getTime() - theirs) / 1000);
    const isOff = Math.abs(skew) > SKEW_LIMIT_IN_SECONDS && !(await target.isLocal());
    return { check: 'clock', status: isOff ? 'failed' : 'ok', detail: `${url} is reachable, ${skew} s apart` };
  } catch (error) {
    return { check: 'clock', status: 'failed', detail: `${url} is not reachable: ${messageOf(error)}` };
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
        isAnswer ? { check, status: 'ok', detail: 'permitted' } : { check, status: 'failed', detail: messageOf(error) },
      );
      if (isAnswer && operation === 'DescribeDomain' && target.domainName !== undefined) {
        const detail = `does not exist in ${target.region}; ${await domainsText(target, signal)}`;
        rows.push({ check: `domain ${domain}`, status: 'failed', detail });
      }
    }
  }
  return [
    ...rows,
    ...WRITES.map((name) => ({ check: `to ${name}`, status: 'untried', detail: 'would change something' })),
  ];
}

/** Says which domains there are: one of them is meant, or the region is wrong. */
async function domainsText({ client, options }: Target, signal: AbortSignal): Promise<string> {
  const domains = await undefinedOn(SwfError, new DomainQuerySet({ client, signal }).all());
  if (domains === undefined)
    return `"${commandLine(['domain', 'list'], { ...options, domain: undefined })}" lists those there`;
  const names = domains.map(({ name }) => name);
  return names.length === 0 ? 'there is none: is the region wrong?' : `there are: ${names.join(', ')}`;
}
