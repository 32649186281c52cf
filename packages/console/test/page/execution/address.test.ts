import { describe, expect, it, vi } from 'vitest';
import { mountHook, settle } from '../support/hook.js';
import { pass } from '../support/streams.js';
import { openTab, type TabOptions } from '../support/tab.js';

const opened = (options: TabOptions) => openTab(() => Response.json([]), options);

describe('The address of a page', () => {
  async function urlOf(url: string) {
    const tab = opened({ url });
    const { usePageUrl } = await import('../../../src/page/data/page-url.js');
    const { session } = await import('../../../src/page/data/session.js');
    return { tab, session, hook: mountHook(() => usePageUrl(), undefined) };
  }

  it('names the path, the query and the domain, which links keep', async () => {
    const { hook } = await urlOf('/executions?domain=orders&q=tag:eu');
    const { path, query, domain, href } = hook.current;
    expect([path, query, domain]).toEqual(['/executions', { domain: 'orders', q: 'tag:eu' }, 'orders']);
    expect([href('/types'), href('/execution', { id: 'a', run: undefined }), href('/types', { domain: 'b' })]).toEqual([
      '/types?domain=orders',
      '/execution?domain=orders&id=a',
      '/types?domain=b',
    ]);
  });

  it('has the domain of the session if it names none; links then name none either', async () => {
    const { hook, session } = await urlOf('/executions');
    expect(hook.current.domain).toBeUndefined();
    session.value = { target: { domain: 'billing' } } as typeof session.value;
    await settle();
    expect([hook.current.domain, hook.current.href('/types')]).toEqual(['billing', '/types']);
  });

  it('is changed by a step for back, or in its place', async () => {
    const { hook, tab } = await urlOf('/executions?domain=orders');
    hook.current.set({ q: 'tag:eu' });
    await settle();
    expect([tab.visits, hook.current.query]).toEqual([
      ['push /executions?domain=orders&q=tag:eu'],
      { domain: 'orders', q: 'tag:eu' },
    ]);
    hook.current.set({ q: 'tag:us' }, 'replace');
    hook.current.set({ open: 'a' }, 'push');
    await settle();
    expect(tab.visits.slice(1)).toEqual([
      'replace /executions?domain=orders&q=tag:us',
      'push /executions?domain=orders&q=tag:us&open=a',
    ]);
    // What changes nothing is no step.
    hook.current.set({ open: 'a' });
    await settle();
    expect(tab.visits).toHaveLength(3);
    hook.current.open('/types?domain=billing');
    await settle();
    expect([tab.visits.at(-1), hook.current.domain]).toEqual(['push /types?domain=billing', 'billing']);
  });

  it('keeps what was changed since the last render', async () => {
    const { hook, tab } = await urlOf('/executions?domain=orders');
    const { set } = hook.current;
    set({ q: 'tag:eu' });
    set({ open: 'a' });
    expect(tab.location.href).toContain('/executions?domain=orders&q=tag:eu&open=a');
  });
});

describe('The selected event', () => {
  async function selectionOf(options: TabOptions) {
    const tab = opened(options);
    const { useSelection } = await import('../../../src/page/execution/selection.js');
    const hook = mountHook(() => useSelection(), undefined);
    await settle();
    return { tab, hook };
  }

  it.each([
    ['event=17&field=input', 17, 'input'],
    ['event=1', 1, undefined],
    ['event=0', undefined, undefined],
    ['event=-3', undefined, undefined],
    ['event=1.5', undefined, undefined],
    ['event=9007199254740993', undefined, undefined],
    ['event=a', undefined, undefined],
    ['tab=events', undefined, undefined],
  ])('of %s is %s, %s', async (query, event, field) => {
    const { hook, tab } = await selectionOf({ url: `/execution?${query}` });
    expect([hook.current.event, hook.current.field, tab.visits]).toEqual([event, field, []]);
  });

  it('is kept in the address, without a step for back', async () => {
    const { hook, tab } = await selectionOf({ url: '/execution?id=a' });
    hook.current.select(5, 'input');
    hook.current.select(6);
    hook.current.select(undefined);
    expect(tab.visits).toEqual([
      'replace /execution?id=a&event=5&field=input',
      'replace /execution?id=a&event=6',
      'replace /execution?id=a',
    ]);
  });

  it('may be named by the fragment, at first and later', async () => {
    const { hook, tab } = await selectionOf({ url: '/execution?id=a&field=input', hash: '#17' });
    expect([tab.visits, hook.current.event, hook.current.field]).toEqual([
      ['replace /execution?id=a&tab=events&event=17'],
      17,
      undefined,
    ]);
    tab.turnTo('#18');
    await settle();
    expect([hook.current.event, tab.visits.at(-1)]).toEqual([18, 'replace /execution?id=a&tab=events&event=18']);
    tab.turnTo('#top');
    tab.turnTo('#x19');
    tab.turnTo('#19x');
    hook.unmount();
    await settle();
    tab.turnTo('#20');
    expect(tab.visits.slice(2)).toEqual([]);
  });
});

describe('The zoom of a timeline', () => {
  async function zoomOf(url: string) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const tab = opened({ url });
    const { useZoom } = await import('../../../src/page/execution/timeline/use-zoom.js');
    const hook = mountHook(() => useZoom(), undefined);
    await settle();
    const zoom = async (from: number, to: number) => {
      hook.current[1]({ from, to });
      await settle();
    };
    return { tab, hook, zoom };
  }

  it('is that of the address', async () => {
    const { hook, tab } = await zoomOf('/execution?zoom=0.25-0.5');
    expect(hook.current[0]).toEqual({ from: 0.25, to: 0.5 });
    await pass(1000);
    expect(tab.visits).toEqual([]);
  });

  it('is written to the address after 300 ms without a change', async () => {
    const { hook, tab, zoom } = await zoomOf('/execution?id=a');
    await zoom(0.1, 0.9);
    await pass(299);
    await zoom(0.123_456_789, 0.9);
    expect(hook.current[0]).toEqual({ from: 0.123_456_789, to: 0.9 });
    await pass(299);
    expect(tab.visits).toEqual([]);
    await pass(1);
    expect(tab.visits).toEqual(['replace /execution?id=a&zoom=0.123457-0.9']);
    await pass(1000);
    await zoom(0.123_457, 0.9);
    await pass(1000);
    expect(tab.visits).toHaveLength(1);
  });

  it.each([
    [0, 1, 'replace /execution?id=a'],
    [0, 0.5, 'replace /execution?id=a&zoom=0-0.5'],
    [0.5, 1, 'replace /execution?id=a&zoom=0.5-1'],
  ])('from %d to %d leads to %s', async (from, to, visit) => {
    const { tab, zoom } = await zoomOf('/execution?id=a&zoom=0.2-0.4');
    await zoom(from, to);
    await pass(300);
    expect(tab.visits).toEqual([visit]);
  });

  it('is not written once the picture is left', async () => {
    const { hook, tab, zoom } = await zoomOf('/execution?id=a');
    await zoom(0.1, 0.9);
    hook.unmount();
    await pass(300);
    expect(tab.visits).toEqual([]);
  });
});
