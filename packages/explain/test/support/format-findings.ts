import type { Finding } from '@swf/explain';

/** The findings as text, for people to read. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(formatFinding).join('\n');
}

function formatFinding(finding: Finding): string {
  const { severity, code, certainty, subject, since, until, message, details, evidence, hint, at, findings } = finding;
  const { type, id } = subject;
  const on = finding.taskList === undefined ? '' : ` on ${finding.taskList}`;
  const lines = [
    `${severity} ${code} (${certainty}): ${message}`,
    ...details.map((detail) => `  ${detail}`),
    `  ${type}${id === undefined ? '' : ` ${id}`}${on}, since ${since?.toISOString()}${until ? `, until ${until.toISOString()}` : ''}`,
    `  events ${evidence.length > 9 ? `${evidence[0]} … ${evidence.at(-1)}` : evidence.join(', ')}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(at ?? []).map((line) => `  at ${line}`),
    ...(findings ?? []).map((each) => formatFinding(each).replaceAll(/^/gm, '    ').trimEnd()),
  ];
  return `${lines.join('\n')}\n`;
}
