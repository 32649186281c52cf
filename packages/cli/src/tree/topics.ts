import { EXIT_CODE_MEANINGS } from '../exit-codes.js';
import { FINDING_LIST, FINDINGS } from './runbook.js';

/** The topics of `swf help TOPIC`. */
export const TOPICS: Readonly<Record<string, string>> = {
  filters: `Filters

Terms select executions. All of them must hold.

  status:open|closed      open or closed; default: both
  id:WORKFLOW-ID          the workflow id
  type:NAME[@VERSION]     the workflow type; the last @ separates the version
  tag:TAG                 a tag; several terms demand all of them
  closed:STATUS           completed, failed, canceled, terminated, timed_out or
                          continued_as_new
  since:TIME              started at this time or later
  until:TIME              started before this time
  closed-since:TIME       closed at this time or later
  closed-until:TIME       closed before this time

TIME is one of these:

  2026-11-28T14:00        a time, UTC unless it ends with a zone, as in +01:00
  2026-11-28              a date: midnight, UTC
  today, yesterday        midnight where you are; TZ=UTC swf ... makes it UTC
  90s, 15m, 2h, 7d        an age, back from now

What failed today is closed:failed closed-since:today; with since:today, only
what has also started today.

A value with spaces is quoted, with \\" and \\\\ as escapes: tag:"a b". Each term
is an option, too: --status open. --explain shows which part of a filter SWF
applies.
`,
  output: `Output

  -o table    columns; on a terminal with relative times, and cut to its width
  -o json     one valid value: an array, or an object for a single result
  -o jsonl    a line of JSON for each result, as it comes in
  -o csv      fields of objects with dots, as in workflowType.name
  -o id       of runs: workflow id, tab, run id; of others, their name or id

Field names are SWF's, times are ISO 8601, payloads are as they were sent.
--fields a,b.c chooses fields, and --fields help lists them. Data goes to
stdout, everything else to stderr. NO_COLOR and FORCE_COLOR are respected.
`,
  contexts: `Contexts

A context is a named target: domain, region, profile and endpoint, never a
secret.

  $ swf context set prod --domain orders --region eu-west-1 --protected
  $ swf context use prod

Each field of a target comes from the option, then the context, then the
environment and the SDK's own files. A context is chosen by --context, by
SWF_CONTEXT, or as the current one; an empty SWF_CONTEXT stands for none.
--read-only makes every command refuse changes. --protected makes each change
ask for the name of the domain, also the start of an execution; --yes must then
come with --context. Contexts are kept in $XDG_CONFIG_HOME/swf/contexts.json.
`,
  batches: `Batches

signal, cancel and terminate take terms instead of a workflow id, and change all
open executions that match. --every-open selects all of the domain, and --runs
those that a file lists, a line for each with its workflow id, a tab and its run
id: what -o id prints. The list can come from stdin, and --yes then confirms it.

  $ swf why status:open --all --code NO_PENDING_WORK -o id > waiting
  $ swf signal --signal wake --runs waiting --dry-run
  $ swf signal --signal wake --runs waiting

The selection is read first and frozen: a later run of the same workflow id is
never touched. It is confirmed by typing its number, or with --yes up to --max.
--dry-run lists it. Each outcome is a line of the journal; after Ctrl-C,
--resume JOURNAL does the rest. After a crash, requests that were in flight are
sent again. Executions that have closed meanwhile count as done. Default rates
are a quarter of what SWF refills.
`,
  findings: `Findings

"swf why" says why a run waits, or how it closed. Each finding has a severity:

  blocked  the run does not go on without help
  soon     something ends it shortly
  warning  worth a look
  info     it works, or waits for what is meant to come

Severities rise with time: a task that waits is info at first, and blocked after
a minute, or three times the usual wait of the run; an activity without a
deadline is blocked after an hour, or three times the usual duration.

"swf help CODE" says what a code means, and what to do. The codes, the most
important first:

${FINDING_LIST}
`,
  'exit-codes': `Exit codes

${EXIT_CODE_MEANINGS.map(([code, meaning]) => wrapped(code, meaning)).join('\n')}
`,
};

function wrapped(code: number, meaning: string): string {
  const lines = meaning.length > 72 ? meaning.replace(/^(.{1,72}) /, '$1\n       ') : meaning;
  return `  ${String(code).padStart(3)}  ${lines}`;
}

const RUNBOOK = 'https://github.com/swf-ts/swf/blob/main/docs/runbook.md';

/** Returns what `swf help CODE` shows about the code of a finding; undefined if there is no such code. */
export function findingText(code: string): string | undefined {
  const text = Object.hasOwn(FINDINGS, code) ? FINDINGS[code] : undefined;
  return text && `${code}\n\n${text}\n\nCauses and more:\n${RUNBOOK}#${code.toLowerCase()}\n`;
}
