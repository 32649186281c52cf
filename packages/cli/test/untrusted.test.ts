import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';

const HOSTILE = 'a\u001b[2J\u009b31m\u202eb\u200d';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', tagList: [HOSTILE], client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

describe('text from SWF', () => {
  it.each([undefined, 80])('reaches no terminal as a command (width %s)', async (columns) => {
    const { stdout } = await test.swf(['list', '--color', 'never', '--wide'], { ...(columns && { columns }) });
    expect(stdout).toContain('a\\x1b[2J\\x9b31m\\u202eb\\u200d');
  });

  it('is the same value in JSON, written with escapes', async () => {
    for (const format of ['json', 'jsonl']) {
      const { stdout } = await test.swf(['list', '-o', format]);
      expect(stdout).toContain('\\u001b[2J\\u009b31m\\u202eb\\u200d');
      expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(HOSTILE));
    }
  });

  it('is escaped in CSV on a terminal, and as sent in a pipe', async () => {
    const terminal = await test.swf(['list', '-o', 'csv'], { columns: 80 });
    expect(terminal.stdout).toContain('\\x9b31m');
    const pipe = await test.swf(['list', '-o', 'csv']);
    expect(pipe.stdout).toContain('\u009b31m');
  });

  it('has the shortest escape of each character: of one byte, two or more', async () => {
    const input = 'a\tb\nc\rd\u0007e\u2028f\u{e0001}g\u061ch';
    await using other = await startTestService();
    await other.order.startExecution({ workflowId: 'order-1', input, client: other.client });
    const fields = ['history', 'order-1', '--fields', 'attributes.input', '--no-header', '--last', '2'];
    expect((await other.swf(fields)).stdout.split('\n')[0]).toBe('a\\tb\\nc\\rd\\x07e\\u2028f\\u{e0001}g\\u061ch');
    const { stdout } = await other.swf([...fields, '-o', 'json']);
    expect(stdout).toContain('"input": "a\\tb\\nc\\rd\\u0007e\\u2028f\\udb40\\udc01g\\u061ch"\n');
  });

  it('is escaped in error messages', async () => {
    const { stderr } = await test.swf(['describe', 'x\u001b[2J']);
    expect(stderr).toContain('x\\u001b[2J');
    const usage = await test.swf(['list', '--x\u001b[2J']);
    expect(usage.stderr).toContain('--x\\x1b[2J');
  });
});
