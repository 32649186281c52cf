import { PassThrough, Readable } from 'node:stream';
import { Runtime } from '../../src/tree/command.js';
import { buildProgram } from '../../src/tree/program.js';
import { VERSION } from './swf.js';

/** The command tree, to be looked at. */
export const program = buildProgram(
  new Runtime({
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
    signal: new AbortController().signal,
    now: () => new Date(),
  }),
  VERSION,
);
