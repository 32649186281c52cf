import { styleText } from 'node:util';
import { type Finding, why as findingsOf, formatDuration, type Severity } from '@swf/explain';
import type { History } from '@swf/history';
import { EXIT } from '../exit-codes.js';
import { readFacts } from '../histories/facts.js';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import { hasColor, type OutputOptions, printRows, type View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import { typeName } from '../views/execution.js';

interface WhyOptions extends SourceOptions, OutputOptions {
  readonly deep: number;
  /** False with `--no-requests`. */
  readonly requests: boolean;
  readonly workflows?: string;
}

const VIEW: View = {
  fields: [
    'code',
    'severity',
    'certainty',
    'subject.type',
    'subject.id',
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
  id: ['code'],
};

/** Says why a run waits, or how it closed; exit code 8 if something blocks it. */
export async function why({ shell, arguments: args, options }: Invocation<WhyOptions>): Promise<number | undefined> {
  const { history, name, run } = await readSource(shell, args[0], options);
  const facts =
    run === undefined || !options.requests
      ? { now: run === undefined ? (history.last?.timestamp ?? shell.now()) : shell.now() }
      : await readFacts(shell, run.target, history, options.deep);
  const waitingAt =
    options.workflows === undefined
      ? undefined
      : await (await import('../histories/waiting-lines.js')).readWaitingLines(options.workflows, history, name);
  const findings = findingsOf(history, { ...facts, ...(waitingAt && { waitingAt }) });
  if (options.output === 'table' && options.fields === undefined) {
    const color = hasColor(shell.stdout, shell.env, options.color);
    await write(
      shell.stdout,
      `${heading(name, history, facts.now)}\n${findings.map((each) => block(each, color, '')).join('')}`,
    );
  } else {
    await printRows(shell, options, VIEW, findings as unknown as readonly Row[]);
  }
  return findings.some(({ severity }) => severity === 'blocked') ? EXIT.checkFailed : undefined;
}

/** As in `order-42 (order@1.0, run 22hO…bRk=) has been waiting since 14:02, 1 h 58 min`. */
function heading(name: string, history: History, now: Date): string {
  const { workflowType, closed, closedAt, state } = history.validPrefix.compile().workflowExecution;
  const type = typeName(workflowType) ?? 'unknown type';
  const since = closed ? closedAt : history.last?.timestamp;
  const age = since === undefined ? '' : `, ${formatDuration(wholeSeconds(now.getTime() - since.getTime()))}`;
  const when = since === undefined ? '' : ` since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return visible(
    closed
      ? `${name} (${type}) ${state}${when.replace('since', 'at')}`
      : `${name} (${type}) has had no new event${when}${age}`,
  );
}

const GLYPHS: Readonly<Record<Severity, readonly [glyph: string, style: Style]>> = {
  blocked: ['✗', 'red'],
  soon: ['!', 'yellow'],
  warning: ['!', 'yellow'],
  info: ['·', 'gray'],
};

function block(finding: Finding, color: boolean, indent: string): string {
  const { severity, code, certainty, message, details, evidence, hint, at = [], findings = [] } = finding;
  const [glyph, style] = GLYPHS[severity];
  const mark = `${glyph} ${severity.padEnd(8)} ${code}`;
  const lines = [
    ...details,
    `${certainty}${evidence.length > 0 ? ` · event ${evidence.slice(-3).join(', ')}` : ''}`,
    ...at.map((line) => `at ${line}`),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
  const shown = [
    `${indent}${color ? styleText(style, mark, { validateStream: false }) : mark}  ${visible(message)}`,
    ...lines.map((line) => `${indent}    ${visible(line)}`),
  ];
  return `${shown.join('\n')}\n${findings.map((child) => block(child, color, `${indent}    `)).join('')}`;
}
