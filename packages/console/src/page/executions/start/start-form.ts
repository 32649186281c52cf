import { DATA, TAG_LIST, WORKFLOW_ID } from '@swf/settings/wire';
import type { ExecutionDescription } from '../../../api/execution.js';
import type { StartRequest, TypeInfo } from '../../../api/executions.js';
import { executionSettings, problemOf, readAttributes, type Texts } from '../../components/attributes/attributes.js';

/** What the page that starts an execution holds. */
export interface StartFields {
  /** `name@version`. */
  readonly type: string;
  readonly workflowId: string;
  readonly input: string;
  /** One tag a line; one that a line cannot hold is a JSON string. */
  readonly tags: string;
  readonly settings: Texts;
}

/** An empty form. */
export const EMPTY_START: StartFields = { type: '', workflowId: '', input: '', tags: '', settings: {} };

/** Returns a form like a run. Its id is left to the user: only one open execution can have it. */
export function startLike(run: ExecutionDescription, input: string): StartFields {
  const settings = executionSettings.flatMap(({ name }) => {
    const value = (run as unknown as Readonly<Record<string, unknown>>)[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    type: typeText(run.workflowType),
    workflowId: '',
    input,
    tags: (run.tagList ?? []).map(tagText).join('\n'),
    settings: Object.fromEntries(settings),
  };
}

/** Formats a type as `name@version`. */
export function typeText({ name, version }: TypeInfo): string {
  return `${name}@${version}`;
}

/** Reads `name@version`; the last `@` separates. */
export function readType(text: string): TypeInfo | undefined {
  const at = text.lastIndexOf('@');
  return at <= 0 || at === text.length - 1 ? undefined : { name: text.slice(0, at), version: text.slice(at + 1) };
}

/** Writes a tag as a line; in quotes if it would be read as another one. */
function tagText(tag: string): string {
  return tag === '' || /^\s|\s$|\p{Cc}/u.test(tag) || readTag(tag) !== tag ? JSON.stringify(tag) : tag;
}

function readTag(line: string): string {
  if (!/^".*"$/.test(line)) return line;
  try {
    return JSON.parse(line) as string;
  } catch {
    return line;
  }
}

/** Returns what is sent, or by field what is wrong. */
export function readStart(
  domain: string,
  fields: StartFields,
): { readonly request?: StartRequest; readonly problems: Texts } {
  const workflowType = readType(fields.type.trim());
  const tagList = fields.tags.split('\n').flatMap((line) => (line.trim() === '' ? [] : [readTag(line.trim())]));
  const { values, problems } = readAttributes(executionSettings, fields.settings);
  const found: Record<string, string | undefined> = {
    type: workflowType ? undefined : 'type must be NAME@VERSION, as in order@1.0',
    workflowId: problemOf(() => WORKFLOW_ID.check('workflowId', fields.workflowId)),
    input: problemOf(() => DATA.check('input', fields.input)),
    tags: problemOf(() => TAG_LIST.check('tagList', tagList)),
    ...problems,
  };
  const wrong = Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (!workflowType || Object.keys(wrong).length > 0) return { problems: wrong };
  const request: StartRequest = {
    domain,
    workflowId: fields.workflowId,
    workflowType,
    ...(fields.input !== '' && { input: fields.input }),
    ...(tagList.length > 0 && { tagList }),
    ...values,
  };
  return { request, problems: {} };
}

/** Returns the settings that a start needs and the type has no default for. */
export function missingSettings(defaults: (name: string) => unknown, settings: Texts): readonly string[] {
  const needed = ['taskList', 'executionStartToCloseTimeout', 'taskStartToCloseTimeout', 'childPolicy'];
  return needed.filter((name) => defaults(name) === undefined && (settings[name] ?? '').trim() === '');
}
