import { CopyButton } from '../components/copy-button.js';
import { commandOf } from '../data/command.js';
import { usePageUrl } from '../data/page-url.js';
import { session } from '../data/session.js';
import type { RunContext } from './run-context.js';

/** The commands that show in a terminal what the tabs show. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  timeline: ['timeline'],
  events: ['history'],
  pending: ['why'],
  data: ['dump'],
  relations: ['tree'],
  statistics: ['stats'],
};

/** Copies a command that shows the same in a terminal. */
export function CommandButton({ run }: { readonly run: RunContext }) {
  const { query } = usePageUrl();
  const target = session.value?.target;
  if (!target) return null;
  const command = COMMANDS[query['tab'] ?? 'timeline'] ?? ['why'];
  const shown = { words: ['swf', ...command], operands: [run.workflowId], options: ['--run', run.runId] };
  return <CopyButton text={() => commandOf(shown, target, run.domain)} label="Copy as command" hasLabel />;
}
