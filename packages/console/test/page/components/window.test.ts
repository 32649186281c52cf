import { describe, expect, it, vi } from 'vitest';
import { mountHook, settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

describe('useMedia', () => {
  /** A window whose queries the test answers. */
  async function mediaOf(initial: boolean) {
    openTab(() => Response.json([]));
    const lists = new Map<string, EventTarget & { matches: boolean }>();
    vi.stubGlobal('matchMedia', (query: string) => {
      const list = lists.get(query) ?? Object.assign(new EventTarget(), { matches: initial });
      lists.set(query, list);
      return list;
    });
    const { useMedia } = await import('../../../src/page/components/use-media.js');
    const turn = async (query: string, matches: boolean) => {
      const list = lists.get(query);
      if (list) list.matches = matches;
      list?.dispatchEvent(new Event('change'));
      await settle();
    };
    return { lists, turn, mount: () => mountHook<string, boolean>(useMedia, '(width > 900px)') };
  }

  it.each([true, false])('is %s at first, and follows the window', async (initial) => {
    const { mount, turn } = await mediaOf(initial);
    const hook = mount();
    expect(hook.current).toBe(initial);
    await settle();
    await turn('(width > 900px)', !initial);
    expect(hook.current).toBe(!initial);
    await turn('(width > 900px)', initial);
    expect(hook.current).toBe(initial);
  });

  it('sees what changed before it listened', async () => {
    const { mount, lists } = await mediaOf(false);
    const hook = mount();
    const [list] = lists.values();
    if (list) list.matches = true;
    await settle();
    expect(hook.current).toBe(true);
  });

  it('follows another query instead, and none once it is gone', async () => {
    const { mount, turn } = await mediaOf(false);
    const hook = mount();
    await settle();
    hook.rerender('(width > 500px)');
    await settle();
    await turn('(width > 900px)', true);
    expect(hook.current).toBe(false);
    await turn('(width > 500px)', true);
    expect(hook.current).toBe(true);
    const { renders } = hook;
    hook.unmount();
    await settle();
    await turn('(width > 500px)', false);
    expect(hook.renders).toBe(renders);
  });
});

describe('useChartWidth', () => {
  it('is the width of the chart, measured again when its size changes', async () => {
    openTab(() => Response.json([]));
    const observers: { observed: unknown[]; isOff: boolean; notify: () => void }[] = [];
    vi.stubGlobal(
      'ResizeObserver',
      class {
        readonly observed: unknown[] = [];
        isOff = false;
        readonly notify: () => void;
        constructor(notify: () => void) {
          this.notify = notify;
          observers.push(this);
        }
        observe(element: unknown) {
          this.observed.push(element);
        }
        disconnect() {
          this.isOff = true;
        }
      },
    );
    const { useChartWidth } = await import('../../../src/page/execution/timeline/use-chart-width.js');
    const chart: { current: HTMLElement | null } = { current: null };
    const hook = mountHook<boolean, number>((isShown) => useChartWidth(chart, isShown), false);
    await settle();
    expect([hook.current, observers.length]).toEqual([0, 0]);
    const element = { clientWidth: 640 };
    chart.current = element as HTMLElement;
    hook.rerender(true);
    await settle();
    expect([hook.current, observers.map(({ observed, isOff }) => [observed, isOff])]).toEqual([
      640,
      [[[element], false]],
    ]);
    element.clientWidth = 320;
    observers[0]?.notify();
    await settle();
    expect(hook.current).toBe(320);
    hook.unmount();
    await settle();
    expect(observers.map(({ isOff }) => isOff)).toEqual([true]);
  });
});

describe('saveFile()', () => {
  it('offers a text as a file, and frees it after 10 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { document } = openTab(() => Response.json([]));
    const clicked: unknown[] = [];
    Object.assign(document, {
      createElement: (tag: string) => {
        const link = { tag, click: () => clicked.push({ ...link, click: undefined }) };
        return link;
      },
    });
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    const create = vi.spyOn(URL, 'createObjectURL');
    const { saveFile } = await import('../../../src/page/executions/list/export.js');
    saveFile('runs.csv', 'a,b', 'text/csv');
    const url = create.mock.results[0]?.value as string;
    const blob = create.mock.calls[0]?.[0] as Blob;
    expect([await blob.text(), blob.type, clicked]).toEqual([
      'a,b',
      'text/csv',
      [{ tag: 'a', href: url, download: 'runs.csv', click: undefined }],
    ]);
    await vi.advanceTimersByTimeAsync(9999);
    expect(revoke).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(revoke.mock.calls).toEqual([[url]]);
    revoke.mockRestore();
    create.mockRestore();
  });
});
