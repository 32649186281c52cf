import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it, vi } from 'vitest';
import { stubWorker } from '../support/desk-port.js';
import { mountHook, settle } from '../support/hook.js';
import { notices } from '../support/notices.js';
import { openTab } from '../support/tab.js';

const { events } = new HistoryBuilder().decisionTask().build().toJSON();
const DUMP = JSON.stringify({ events });

async function filesOf(answer: (request: Request) => Response = () => Response.json([])) {
  const tab = openTab(answer);
  const worker = stubWorker();
  const page = await import('../../../src/page/import/files.js');
  return { ...page, ...worker, tab };
}

describe('Opened files', () => {
  it('are listed in order, with their histories or why they have none', async () => {
    const { files, openFiles } = await filesOf();
    const opened = openFiles([
      { name: 'a.json', content: new Blob([DUMP]) },
      { name: 'b.json', content: new Blob(['Dear reader']) },
    ]);
    openFiles([{ name: 'a.json', content: new Blob([DUMP]) }]);
    await vi.waitFor(() => expect(files.value.at(-1)?.model.isRead.value).toBe(true), {
      interval: 1,
      timeout: 90_000,
    });
    await settle();
    expect(files.value.slice(0, 2)).toEqual(opened);
    expect(
      files.value.map(({ id, name, size, model }) => [
        id,
        name,
        size,
        model.name,
        model.isLive,
        model.rows.value.length,
        model.error.value,
      ]),
    ).toEqual([
      ['1', 'a.json', DUMP.length, 'file 1', false, events.length, undefined],
      ['2', 'b.json', 11, 'file 2', false, 0, 'it is text, but not JSON'],
      ['3', 'a.json', DUMP.length, 'file 3', false, events.length, undefined],
    ]);
  });

  it('can be closed, and are forgotten by the worker', async () => {
    const { files, openFiles, closeFile, port } = await filesOf();
    const [first] = openFiles([
      { name: 'a.json', content: new Blob([DUMP]) },
      { name: 'b.json', content: new Blob([DUMP]) },
    ]);
    if (!first) throw new Error('no file was opened');
    closeFile(first);
    expect(files.value.map(({ id }) => id)).toEqual(['2']);
    expect(port.asked.at(-1)).toMatchObject({ question: 'forget', about: { history: 'file 1' } });
  });
});

describe('The files that the console was started with', () => {
  async function servedOf(names: readonly string[] | undefined) {
    const page = await filesOf((request) =>
      request.url.includes('missing') ? Response.json({ title: 'no such file' }, { status: 404 }) : new Response(DUMP),
    );
    const { useServedFiles } = await import('../../../src/page/import/served-files.js');
    const { session } = await import('../../../src/page/data/session.js');
    const start = () => {
      session.value = { target: {}, ...(names && { files: names }) } as unknown as typeof session.value;
    };
    return { ...page, useServedFiles, start };
  }

  it('are opened once, as soon as the session names them', async () => {
    const { files, tab, useServedFiles, start } = await servedOf(['a.json', 'missing.json', 'b c.json']);
    const hook = mountHook(() => useServedFiles(), undefined);
    await settle();
    expect(tab.paths).toEqual([]);
    start();
    await vi.waitFor(() => expect(files.value).toHaveLength(2), { interval: 1, timeout: 90_000 });
    expect(tab.paths).toEqual(['files?name=a.json', 'files?name=missing.json', 'files?name=b+c.json']);
    expect(files.value.map(({ name, size }) => [name, size])).toEqual([
      ['a.json', DUMP.length],
      ['b c.json', DUMP.length],
    ]);
    expect(await notices()).toEqual(['toast is-failed missing.json could not be read: no such file.']);
    start();
    hook.unmount();
    mountHook(() => useServedFiles(), undefined);
    await settle();
    expect(tab.paths).toHaveLength(3);
  });

  it.each([[undefined], [[]]])('may be %j', async (names) => {
    const { files, tab, useServedFiles, start } = await servedOf(names);
    start();
    mountHook(() => useServedFiles(), undefined);
    await settle();
    expect([tab.paths, files.value]).toEqual([[], []]);
  });

  it('may be a single one', async () => {
    const { files, useServedFiles, start } = await servedOf(['a.json']);
    start();
    mountHook(() => useServedFiles(), undefined);
    await vi.waitFor(() => expect(files.value).toHaveLength(1), { interval: 1, timeout: 90_000 });
  });
});

describe('The worker of the page', () => {
  it('is started when it is first needed, as a module with a name', async () => {
    const { openFiles, started } = await filesOf();
    expect(started).toEqual([]);
    openFiles([{ name: 'a.json', content: new Blob([DUMP]) }]);
    openFiles([{ name: 'b.json', content: new Blob([DUMP]) }]);
    expect(started).toEqual([['/assets/worker.js', { type: 'module', name: 'histories' }]]);
  });

  it('has an address that a policy made, where browsers ask for one', async () => {
    const { openFiles, started } = await filesOf();
    vi.stubGlobal('trustedTypes', {
      createPolicy: (name: string, { createScriptURL }: { createScriptURL: (url: string) => string }) => ({
        createScriptURL: (url: string) => ({ policy: name, url: createScriptURL(url) }),
      }),
    });
    openFiles([{ name: 'a.json', content: new Blob([DUMP]) }]);
    expect(started[0]?.[0]).toEqual({ policy: 'swf-worker', url: '/assets/worker.js' });
  });

  it('answers with a value, or with the message of an error', async () => {
    openTab(() => Response.json([]));
    const answered: unknown[] = [];
    vi.stubGlobal('postMessage', (message: unknown) => answered.push(message));
    const listen = vi.fn();
    vi.stubGlobal('addEventListener', listen);
    await import('../../../src/page/worker.js');
    expect(listen.mock.calls.map(([type]) => type)).toEqual(['message']);
    const ask = async (number: number, question: string, about: object) => {
      listen.mock.calls[0]?.[1]({ data: { number, question, about } });
      await settle();
    };
    await ask(1, 'append', { history: 'a', events: events.slice(0, 1) });
    await ask(2, 'payload', { history: 'a', event: 1, field: 'input' });
    await ask(3, 'overview', { history: 'b' });
    expect(answered.slice(1)).toEqual([
      { number: 2, value: '' },
      { number: 3, error: 'the history is not open any more' },
    ]);
    expect(answered[0]).toMatchObject({ number: 1, value: { rows: [{ id: 1 }] } });
  });
});
