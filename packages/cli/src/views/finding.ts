import { styleText } from 'node:util';
import { type Finding, formatDuration, type Severity } from '@swf/explain';
import { lastEventAt, type Source } from '../histories/source.js';
import type { Style } from '../output/column.js';
import type { View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';
import { visible } from '../output/untrusted.js';
import { typeName } from './execution.js';

/** Findings as rows. */
export const findingView: View = {
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
  // Without --fields, a finding is a block of lines.
  columns: [],
  id: ['workflowId', 'runId'],
};

const PASSIVE: readonly string[] = ['canceled', 'terminated'];

/**
 * Returns what stands above the findings of a run: `order-42 (order@1.0, run 22hO…bRk=) has had no
 * new event since 14:02, 1 h 58 min`.
 */
export function findingsHeading({ name, history, run }: Source, now: Date, namesRun: boolean): string {
  const { workflowType, closed, closedAt, state } = history.validPrefix.compile().workflowExecution;
  const { runId } = run?.execution ?? {};
  const type = [
    typeName(workflowType) ?? 'unknown type',
    ...(namesRun && runId !== undefined ? [`run ${abbreviated(runId)}`] : []),
  ].join(', ');
  const since = closed ? closedAt : lastEventAt(history);
  const words = closed ? `${PASSIVE.includes(state) ? 'was ' : ''}${state.replaceAll('_', ' ')}` : 'is open';
  const when = since && (closed ? ` at ${minuteText(since)}` : `, as of its last event at ${minuteText(since)}`);
  const isWatched = run !== undefined && !closed && since !== undefined;
  const text = isWatched ? `has had no new event since ${ageText(since, now)}` : `${words}${when ?? ''}`;
  return visible(`${name} (${type}) ${text}`);
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
  if (since === undefined) return [];
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

/** Returns the lines of a finding, with those of the child that it is about below it. */
export function findingBlock(finding: Finding, now: Date, color: boolean, indent: string): string {
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
  return `${shown.join('\n')}\n${findings.map((child) => findingBlock(child, now, color, `${indent}    `)).join('')}`;
}
