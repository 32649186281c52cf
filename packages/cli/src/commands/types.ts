import type { DomainRef } from '@swf/models';
import { ActivityType, type ActivityTypeOptions, WorkflowType, type WorkflowTypeOptions } from '@swf/models';
import { ActivityTypeQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import type { RequestOptions } from '@swf/settings/request';
import { ACTIVITY_TYPE_DEFAULTS, WORKFLOW_TYPE_DEFAULTS } from '@swf/settings/wire';
import { ask, type ConfirmOptions, findTargetToChange } from '../batches/confirm.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note, type Shell } from '../shell.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { statusesOf } from '../values/statuses.js';
import { parseTimeout } from '../values/time.js';
import { parseTypeRef } from '../values/type-ref.js';

interface ListOptions extends TargetOptions, OutputOptions {
  readonly status: 'registered' | 'deprecated' | 'all';
  readonly name?: string;
  readonly detailed?: boolean;
}

type RegisterOptions = ConfirmOptions & Readonly<Record<string, string | undefined>>;
type AnyType = ActivityType | WorkflowType;

/** What differs between activity types and workflow types. */
interface Noun {
  readonly noun: string;
  readonly fields: readonly string[];
  find(domain: DomainRef, name: string, version: string, options?: object): AnyType;
  listing(domain: DomainRef, request: RequestOptions): ActivityTypeQuerySet | WorkflowTypeQuerySet;
}

const COMMON = ['domain', 'name', 'version', 'status', 'description', 'creationDate', 'deprecationDate'];

function commands({ noun, fields, find, listing }: Noun) {
  const view: View = {
    fields: [...COMMON, ...fields],
    columns: [
      { heading: 'TYPE', value: ({ name, version }) => `${name}@${version}` },
      { heading: 'STATUS', value: ({ status }) => String(status).toLowerCase() },
      { heading: 'REGISTERED', value: ({ creationDate }) => creationDate },
      { heading: 'DESCRIPTION', value: ({ description }) => description },
    ],
    id: ['name', 'version'],
  };

  function findOne({ signal }: Shell, target: Target, text: string | undefined, attributes: object = {}) {
    const { name, version } = parseTypeRef(text ?? '');
    const type = find(domainOf(target), name, version, attributes);
    return { type, request: { client: target.client, signal } };
  }

  /** Deprecates, undeprecates or deletes a type, once it is confirmed. */
  function changing(verb: 'deprecate' | 'undeprecate' | 'delete') {
    return async ({ shell, arguments: args, options }: Invocation<ConfirmOptions>): Promise<undefined> => {
      const { type, request } = findOne(shell, await findTargetToChange(shell, options), args[0]);
      if (verb === 'delete' && !options.yes) {
        await ask(shell, `Type ${visible(type.name)} to delete ${noun} ${visible(args[0] ?? '')}: `, type.name);
      }
      await type[verb](request);
      await note(shell, `${verb}d ${noun} ${visible(args[0] ?? '')}\n`);
    };
  }

  return {
    async list({ shell, options }: Invocation<ListOptions>): Promise<undefined> {
      if (await checkOutput(shell, options, view)) return undefined;
      const target = await findTarget(shell, options);
      const all = listing(domainOf(target), { client: target.client, signal: shell.signal });
      const found = all.filter({ status: statusesOf(options.status), name: options.name });
      await printRows(shell, options, view, rowsOf(options.detailed ? found.detailed() : found));
    },

    async describe({ shell, arguments: args, options }: Invocation<TargetOptions & OutputOptions>): Promise<undefined> {
      if (await checkOutput(shell, options, view)) return undefined;
      const { type, request } = findOne(shell, await findTarget(shell, options), args[0]);
      await printRow(shell, options, view, (await type.upstream(request)).toJSON() as Row);
    },

    async register({ shell, arguments: args, options }: Invocation<RegisterOptions>): Promise<undefined> {
      const { description } = options;
      const defaults = Object.fromEntries(fields.map((field) => [field, defaultOf(field, options[field])]));
      const target = await findTargetToChange(shell, options);
      const { type, request } = findOne(shell, target, args[0], { description, ...defaults });
      await type.save(request);
      await note(shell, `registered ${noun} ${visible(args[0] ?? '')}\n`);
    },

    deprecate: changing('deprecate'),
    undeprecate: changing('undeprecate'),
    delete: changing('delete'),
  };
}

async function* rowsOf(types: AsyncIterable<AnyType>): AsyncGenerator<Row> {
  for await (const type of types) yield type.toJSON() as Row;
}

function defaultOf(field: string, text: string | undefined): string | number | undefined {
  if (text === undefined) return undefined;
  if (field.endsWith('Timeout')) return parseTimeout(`--${kebab(field)}`, text);
  return field.endsWith('Priority') ? Number(text) : text;
}

function kebab(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The commands of each noun. */
export const typeCommands = {
  'activity-type': commands({
    noun: 'activity type',
    fields: Object.keys(ACTIVITY_TYPE_DEFAULTS),
    find: (domain, name, version, options) => new ActivityType(domain, name, version, options as ActivityTypeOptions),
    listing: (domain, request) => new ActivityTypeQuerySet(domain, request),
  }),
  'workflow-type': commands({
    noun: 'workflow type',
    fields: Object.keys(WORKFLOW_TYPE_DEFAULTS),
    find: (domain, name, version, options) => new WorkflowType(domain, name, version, options as WorkflowTypeOptions),
    listing: (domain, request) => new WorkflowTypeQuerySet(domain, request),
  }),
};
