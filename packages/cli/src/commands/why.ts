import { styleText } from 'node:util';
import type { FactReader } from '@swf/console/facts';
import { type Finding, why as findingsOf, formatDuration, type Severity } from '@swf/explain';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { EXIT } from '../exit-codes.js';
import { usageError } from '../failures.js';
import { factReader } from '../histories/facts.js';
import { selectedHistories } from '../histories/selection.js';
import { readSource, type Source, type SourceOptions } from '../histories/source.js';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import { hasColor, type OutputOptions, printRows, type View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';
import { visible } from '../output/untrusted.js';
import { type Shell, write } from '../shell.js';
import { domainOf, findTarget } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, type FilterOptions, selectsByTerms } from '../values/filter.js';
import { typeName } from '../views/execution.js';

interface WhyOptions extends SourceOptions, OutputOptions, FilterOptions {
  readonly deep: number;
  readonly limit: number;
  /** False with `--no-requests`. */
  readonly requests: boolean;
  readonly workflows?: string;
}

/** The findings about a run. */
interface Explained {
  readonly source: Source;
  readonly now: Date;
  readonly findings: readonly Finding[];
}

const VIEW: View = {
  fields: [
    'workflowId',
    'runId',
    'code',
    'severity',
    'certainty',
    'subject.type',
    'subject.id',
    'taskList',
    'since',
    'until',
    'message',
    'details',
    'evidence',
    'hint',
    'at',
    'findings',
  ],
  columns: [
    { heading: 'SEVERITY', value: ({ severity }) => severity },
    { heading: 'CODE', value: ({ code }) => code },
    { heading: 'MESSAGE', value: ({ message }) => message },
  ],
  id: ['workflowId', 'runId', 'code'],
};

/** Says why runs wait, or how they closed; exit code 8 if something blocks one of them. */
export async function why({ shell, arguments: args, options }: Invocation<WhyOptions>): Promise<number | undefined> {
  const isSelection = selectsByTerms(args, options);
  if (args.length > 1 && !isSelection) throw usageError('one workflow id is needed, or terms such as status:open');
  if (isSelection && (options.run ?? options.file) !== undefined) {
    throw usageError('terms select runs: --run and --file cannot be given with them');
  }
  let isBlocked = false;
  const explained = async function* (): AsyncGenerator<Explained> {
    const sources = isSelection ? selectedSources(shell, args, options) : [await readSource(shell, args[0], options)];
    let facts: FactReader | undefined;
    for await (const source of sources) {
      if (options.requests && source.run) facts ??= await factReader(shell, source.run.target);
      const each = await explainOne(shell, source, facts, options);
      isBlocked ||= each.findings.some(({ severity }) => severity === 'blocked');
      yield each;
    }
  };
  if (options.output === 'table' && options.fields === undefined) {
    const color = hasColor(shell.stdout, shell.env, options.color);
    let count = 0;
    for await (const { source, now, findings } of explained()) {
      const blocks = findings.map((each) => block(each, now, color, '')).join('');
      await write(shell.stdout, `${count > 0 ? '\n' : ''}${heading(source, now, isSelection)}\n${blocks}`);
      count += 1;
    }
    if (count === 0) await write(shell.stderr, 'no executions match\n');
  } else {
    await printRows(shell, options, VIEW, rowsOf(explained()));
  }
  return isBlocked ? EXIT.checkFailed : undefined;
}

async function* selectedSources(
  shell: Shell,
  terms: readonly string[],
  options: WhyOptions,
): AsyncGenerator<Source, void, void> {
  const target = await findTarget(shell, options);
  const executions = new WorkflowExecutionQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  const matching = executions.filter(executionFilter(terms, options, shell.now()));
  for await (const { execution, history } of selectedHistories(shell, target, matching, options.limit)) {
    yield { history, name: execution.workflowId, run: { target, execution } };
  }
}

async function explainOne(
  shell: Shell,
  source: Source,
  reader: FactReader | undefined,
  { deep, workflows }: WhyOptions,
): Promise<Explained> {
  const { history, name, run } = source;
  // A file is as old as its last event.
  const now = run === undefined ? (history.last?.timestamp ?? shell.now()) : shell.now();
  const facts = reader === undefined ? { now } : await reader.read(name, history, deep);
  const waitingAt =
    workflows === undefined
      ? undefined
      : await (await import('../histories/waiting-lines.js')).readWaitingLines(shell, workflows, history, name);
  return { source, now: facts.now, findings: findingsOf(history, { ...facts, ...(waitingAt && { waitingAt }) }) };
}

async function* rowsOf(all: AsyncIterable<Explained>): AsyncGenerator<Row> {
  for await (const { source, findings } of all) {
    const { workflowId, runId } = source.run?.execution ?? {};
    for (const finding of findings) yield { ...(workflowId !== undefined && { workflowId, runId }), ...finding };
  }
}

const PASSIVE: readonly string[] = ['canceled', 'terminated'];

/** As in `order-42 (order@1.0, run 22hO…bRk=) has had no new event since 14:02, 1 h 58 min`. */
function heading({ name, history, run }: Source, now: Date, namesRun: boolean): string {
  const { workflowType, closed, closedAt, state } = history.validPrefix.compile().workflowExecution;
  const { runId } = run?.execution ?? {};
  const type = [
    typeName(workflowType) ?? 'unknown type',
    ...(namesRun && runId !== undefined ? [`run ${abbreviated(runId)}`] : []),
  ].join(', ');
  const since = closed ? closedAt : history.last?.timestamp;
  const words = closed
    ? `${PASSIVE.includes(state) ? 'was ' : ''}${state.replaceAll('_', ' ')}`
    : 'has had no new event';
  const when = since === undefined ? '' : closed ? ` at ${minuteText(since)}` : ` since ${ageText(since, now)}`;
  return visible(`${name} (${type}) ${words}${when}`);
}

function minuteText(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** As in `2026-11-28 14:02 UTC, 1 h 58 min`. */
function ageText(since: Date, now: Date): string {
  return `${minuteText(since)}, ${formatDuration(wholeSeconds(Math.max(0, now.getTime() - since.getTime())))}`;
}

/** Says how long a finding has held; how a run closed needs no age. */
function sinceText({ code, since }: Finding, now: Date): readonly string[] {
  if (since === undefined || Number.isNaN(since.getTime())) return [];
  return [code === 'CLOSED_BECAUSE' ? `at ${minuteText(since)}` : `since ${ageText(since, now)}`];
}

/** Run ids are long, and differ at both ends. */
function abbreviated(runId: string): string {
  return runId.length > 12 ? `${runId.slice(0, 4)}…${runId.slice(-4)}` : runId;
}

const GLYPHS: Readonly<Record<Severity, readonly [glyph: string, style: Style]>> = {
  blocked: ['✗', 'red'],
  soon: ['!', 'yellow'],
  warning: ['!', 'yellow'],
  info: ['·', 'gray'],
};

function block(finding: Finding, now: Date, color: boolean, indent: string): string {
  const { severity, code, certainty, message, details, evidence, hint, at = [], findings = [] } = finding;
  const [glyph, style] = GLYPHS[severity];
  const mark = `${glyph} ${severity.padEnd(8)} ${code}`;
  const lines = [
    ...details,
    [
      certainty,
      ...sinceText(finding, now),
      ...(evidence.length > 0 ? [`event ${evidence.slice(-3).join(', ')}`] : []),
    ].join(' · '),
    ...at.map((line) => `at ${line}`),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
  const shown = [
    `${indent}${color ? styleText(style, mark, { validateStream: false }) : mark}  ${visible(message)}`,
    ...lines.map((line) => `${indent}    ${visible(line)}`),
  ];
  return `${shown.join('\n')}\n${findings.map((child) => block(child, now, color, `${indent}    `)).join('')}`;
}
