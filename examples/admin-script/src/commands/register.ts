import { CATALOG } from '../catalog.js';
import { columns } from '../columns.js';
import type { Command } from './command.js';

/** Registers whatever is missing. */
export const register: Command = {
  usage: '',
  async run() {
    const rows: string[][] = [];
    for (const model of CATALOG) {
      const { kind, name } = model.resource;
      const isKnown = await model.exists();
      if (!isKnown) await model.save();
      rows.push([isKnown ? 'known' : 'registered', kind, name]);
    }
    return columns(rows);
  },
};
