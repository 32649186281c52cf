import type { FactReader } from '@swf/console/facts';
import { type Finding, type FindingCode, findingCodes, why as findingsOf } from '@swf/explain';
import type { WorkflowExecution } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { UnknownInDomain } from '@swf/settings/errors';
import { unknownName } from '@swf/settings/wire';
import { EXIT } from '../exit-codes.js';
import { usageError } from '../failures.js';
import { factReader } from '../histories/facts.js';
import { selectedHistories } from '../histories/selection.js';
import { lastEventAt, readSource, type Source, type SourceOptions } from '../histories/source.js';
import { counted } from '../output/counted.js';
import type { Row } from '../output/fields.js';
import { checkOutput, hasColor, type OutputOptions, printRows } from '../output/print.js';
import { Failures } from '../report.js';
import { note, type Shell, write } from '../shell.js';
import { pacedTarget } from '../target/pace.js';
import { domainOf, findTarget } from '../target/target.js';
import { checkType } from '../target/unknown-type.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, type FilterOptions, isTerm, selectsByTerms } from '../values/filter.js';
import { findingBlock, findingsHeading, findingView } from '../views/finding.js';

interface WhyOptions extends SourceOptions, OutputOptions, FilterOptions {
  readonly deep: number;
  readonly limit: number;
  readonly all?: boolean;
  readonly reverse?: boolean;
  readonly code?: string;
  readonly ignore?: string;
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

/** What was found in all runs. */
interface Summary {
  runs: number;
  blocked: number;
  /** The number of runs with each code. */
  readonly codes: Map<FindingCode, number>;
  /** Whether terms select more runs than were read. */
  hasMore: boolean;
}

/**
 * Says why runs wait, or how they closed: exit code 8 if something blocks one of them, and 9 if
 * nothing does but not all were read.
 */
export async function why({ shell, arguments: args, options }: Invocation<WhyOptions>): Promise<number | undefined> {
  if (await checkOutput(shell, options, findingView)) return undefined;
  const isSelection = selectsByTerms(args, options);
  const isMany = isSelection || args.length > 1;
  if (!isSelection && isMany && args.some(isTerm)) {
    throw usageError('workflow ids and terms exclude each other', 'an id is a term, too: id:order-42');
  }
  if (isMany && (options.run ?? options.file) !== undefined) {
    throw usageError('--run and --file are about one run: they cannot be given with several ids or with terms');
  }
  const isShown = codeFilter(options);
  const summary: Summary = { runs: 0, blocked: 0, codes: new Map(), hasMore: false };
  const failures = new Failures(shell);
  const explained = async function* (): AsyncGenerator<Explained> {
    const sources = isSelection
      ? selectedSources(shell, args, options, summary)
      : namedSources(shell, args, options, failures);
    let facts: FactReader | undefined;
    for await (const source of sources) {
      if (options.requests && source.run) facts ??= await factReader(shell, source.run.target);
      const all = await explainOne(shell, source, facts, options);
      const findings = all.findings.filter(({ code }) => isShown(code));
      add(summary, findings);
      if (findings.length > 0 || !isMany) yield { ...all, findings };
    }
  };
  if (options.output === 'table' && options.fields === undefined) {
    await printBlocks(shell, explained(), isMany, hasColor(shell.stdout, shell.env, options.color));
  } else {
    await printRows(shell, options, findingView, rowsOf(explained(), options.output === 'id'));
  }
  const isSummarized = isSelection || (isMany && summary.runs > 0);
  if (isSummarized) await note(shell, summaryText(summary));
  if (summary.blocked > 0) return EXIT.checkFailed;
  return summary.hasMore ? EXIT.partlyDone : failures.exitCode;
}

/** Returns which codes `--code` and `--ignore` leave. */
function codeFilter({ code, ignore }: WhyOptions): (code: FindingCode) => boolean {
  const [only, ignored] = [codesIn('--code', code), codesIn('--ignore', ignore)];
  return (each) => (only?.has(each) ?? true) && !ignored?.has(each);
}

function codesIn(option: string, text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  const known: readonly string[] = findingCodes;
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown !== undefined) throw usageError(`${option}: ${unknownName('code', unknown, known)}`);
  return new Set(codes);
}

async function* namedSources(
  shell: Shell,
  ids: readonly string[],
  options: WhyOptions,
  failures: Failures,
): AsyncGenerator<Source, void, void> {
  if (ids.length <= 1) yield await readSource(shell, ids[0], options);
  else {
    for (const id of ids) {
      const source = await failures.undefinedOn(UnknownInDomain, readSource(shell, id, options));
      if (source) yield source;
    }
  }
}

/** Reads the runs that terms select: what is stuck is old, and what has closed lately is news. */
async function* selectedSources(
  shell: Shell,
  terms: readonly string[],
  options: WhyOptions,
  summary: Summary,
): AsyncGenerator<Source, void, void> {
  const target = await pacedTarget(shell, await findTarget(shell, options));
  const executions = new WorkflowExecutionQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  const filter = executionFilter(terms, options, shell.now());
  const matching = executions.filter(filter);
  const isLatestFirst = matching.explain().appliedBySwf.status === 'CLOSED';
  const ordered = isLatestFirst === (options.reverse ?? false) ? matching.reverse() : matching;
  const read = options.all ? ordered : first(ordered, options.limit, summary);
  let isEmpty = true;
  for await (const { execution, history } of selectedHistories(shell, target, read)) {
    isEmpty = false;
    yield { history, name: execution.workflowId, execution, run: { target, execution } };
  }
  if (isEmpty) await checkType(shell, target, filter);
}

/** Yields the first executions; one more than that shows whether there are more. */
async function* first(
  executions: WorkflowExecutionQuerySet,
  limit: number,
  summary: Summary,
): AsyncGenerator<WorkflowExecution, void, void> {
  let count = 0;
  for await (const execution of executions.limit(limit + 1)) {
    if (count === limit) {
      summary.hasMore = true;
      return;
    }
    count += 1;
    yield execution;
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
  const now = run === undefined ? (lastEventAt(history) ?? shell.now()) : shell.now();
  const facts = reader === undefined ? { now } : await reader.read(name, history, deep);
  const waitingAt =
    workflows === undefined
      ? undefined
      : await (await import('../histories/waiting-lines.js')).readWaitingLines(shell, workflows, source);
  return { source, now: facts.now, findings: findingsOf(history, { ...facts, ...(waitingAt && { waitingAt }) }) };
}

function add(summary: Summary, findings: readonly Finding[]): void {
  summary.runs += 1;
  if (findings.some(({ severity }) => severity === 'blocked')) summary.blocked += 1;
  for (const code of new Set(findings.map((finding) => finding.code))) {
    summary.codes.set(code, (summary.codes.get(code) ?? 0) + 1);
  }
}

/** As in `31 runs, 6 blocked: 25 WAITS_FOR_TIMER, 6 ACTIVITY_WAITS`. */
function summaryText({ runs, blocked, codes, hasMore }: Summary): string {
  if (runs === 0) return 'no executions match\n';
  const commonest = [...codes].sort(([, one], [, other]) => other - one);
  const found = commonest.map(([code, count]) => `${count} ${code}`).join(', ') || 'no findings';
  const more = hasMore ? 'there are more, which were not read: --all reads all, --limit N the first N\n' : '';
  return `${counted(runs, 'run')}, ${blocked} blocked: ${found}\n${more}`;
}

async function printBlocks(
  shell: Shell,
  explained: AsyncIterable<Explained>,
  namesRun: boolean,
  color: boolean,
): Promise<void> {
  let separator = '';
  for await (const { source, now, findings } of explained) {
    const blocks = findings.map((each) => findingBlock(each, now, color, '')).join('');
    await write(shell.stdout, `${separator}${findingsHeading(source, now, namesRun)}\n${blocks}`);
    separator = '\n';
  }
}

/**
 * Yields a row for each finding; of a list of runs, each run once, which a file may not name.
 */
async function* rowsOf(all: AsyncIterable<Explained>, isOfRuns: boolean): AsyncGenerator<Row> {
  for await (const { source, findings } of all) {
    const { workflowId, runId } = source.execution ?? {};
    if (isOfRuns && workflowId === undefined) continue;
    for (const finding of isOfRuns ? findings.slice(0, 1) : findings)
      yield { ...(workflowId !== undefined && { workflowId, runId }), ...finding };
  }
}
