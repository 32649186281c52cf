import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder, swf } from './support/swf.js';

const recordings = fileURLToPath(new URL('../../../recordings/', import.meta.url));

interface Recording {
  readonly exchanges: readonly { readonly response: { readonly events?: readonly object[] } }[];
}

/** The histories that were recorded from the real service. */
const histories = readdirSync(recordings)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const { exchanges } = JSON.parse(readFileSync(join(recordings, file), 'utf8')) as Recording;
    return exchanges.flatMap(({ response: { events } }, index) =>
      events ? [{ name: `${file} ${index}`, events }] : [],
    );
  });

const READERS = ['why', 'explain', 'history', 'history --view compact', 'timeline', 'stats'];

function dumpOf(events: readonly object[]): string {
  const file = join(emptyFolder(), 'history.json');
  writeFileSync(file, JSON.stringify({ events }));
  return file;
}

/** Runs each command that reads a history; returns what `why` and `explain` printed. */
async function readAll(file: string): Promise<string> {
  let printed = '';
  for (const reader of READERS) {
    const { exitCode, stdout, stderr } = await swf([...reader.split(' '), '--file', file]);
    expect([0, 8], `${reader}: ${stderr}`).toContain(exitCode);
    expect(stderr, reader).toBe('');
    if (reader === 'why' || reader === 'explain') printed += stdout;
  }
  return printed;
}

describe.each(histories)('the recorded history $name', ({ events }) => {
  it('is verified and read', async () => {
    const file = dumpOf(events);
    expect(await swf(['verify', file])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await readAll(file)).toContain(`All ${events.length} events are consistent.`);
  });

  it('is found damaged, and read up to the damage, without one of its events', async () => {
    const middle = Math.floor(events.length / 2);
    const file = dumpOf(events.filter((_, index) => index !== middle));
    expect(await swf(['verify', file])).toMatchObject({
      exitCode: 8,
      stdout: expect.stringMatching(/^FILE +EVENTS +VIOLATION\n/),
    });
    const printed = await readAll(file);
    expect(printed).toContain('HISTORY_INVALID');
    expect(printed).toMatch(/^Violations/m);
  });
});
