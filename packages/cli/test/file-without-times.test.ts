import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { emptyFolder, swf } from './support/swf.js';

describe('a file without times', () => {
  const timeless = () => {
    const run = new HistoryBuilder().decisionTask().timerStarted('sleep').timerCanceled('sleep');
    const file = join(emptyFolder(), 'timeless.json');
    const { events } = run.build().toJSON();
    writeFileSync(file, JSON.stringify({ events: events.map(({ eventTimestamp: _, ...event }) => event) }));
    return file;
  };

  it('is explained by swf why without times', async () => {
    const file = timeless();
    const { exitCode, stdout, stderr } = await swf(['why', '--file', file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '' });
    expect(stdout.split('\n')[0]).toBe(`${file} (workflow@1.0) is open`);
    expect(stdout).toContain('no decision task is scheduled and nothing is open');
    expect(stdout).not.toMatch(/Invalid|NaN|since/);
  });

  it('has no timeline', async () => {
    expect(await swf(['timeline', '--file', timeless()])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: the events have no times, without which there is no timeline\n',
    });
  });

  it('is printed by swf history without times', async () => {
    const file = timeless();
    const printed = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await swf(['history', '--file', file, ...args]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      return stdout;
    };
    expect((await printed('--last', '1')).split('\n')[1]).toMatch(/^6 +TimerCanceled /);
    expect((await printed('--view', 'compact')).split('\n')[1]).toMatch(/^5 +timer +sleep +canceled *$/);
    expect(await printed('--view', 'compact', '-o', 'json')).not.toMatch(/null|At|seconds/);
    expect(await printed('-o', 'csv')).toContain('6,TimerCanceled,,');
  });
});
