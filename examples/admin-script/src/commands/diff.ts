import { DoesNotExistError } from '@swf/settings/errors';
import { CATALOG } from '../catalog.js';
import { columns } from '../columns.js';
import type { Command } from './command.js';

type Entry = (typeof CATALOG)[number];

/** Shows where SWF differs from the catalog. */
export const diff: Command = {
  usage: '',
  async run() {
    const rows: string[][] = [];
    for (const model of CATALOG) {
      const { kind, name } = model.resource;
      for (const difference of await differences(model)) rows.push([kind, name, difference]);
    }
    return columns(rows);
  },
};

async function differences(model: Entry): Promise<readonly string[]> {
  try {
    const changes = [...(await model.changes())];
    if (changes.length === 0) return ['in sync'];
    return changes.map(({ attribute, local, upstream }) => `${attribute}: ${show(upstream)}, not ${show(local)}`);
  } catch (error) {
    if (!DoesNotExistError.is(error)) throw error;
    return ['not registered'];
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
