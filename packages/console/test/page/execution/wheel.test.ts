import { describe, expect, it, vi } from 'vitest';
import { Scale, type View, WHOLE } from '../../../src/page/execution/timeline/scale.js';
import { turned, useWheel } from '../../../src/page/execution/timeline/use-wheel.js';
import { mountHook, settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

/** What a target is in: a list of rows of some height, or nothing. */
interface Scroller {
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

class FakeElement extends EventTarget {
  readonly #scroller: Scroller | null;

  constructor(scroller: Scroller | null = null) {
    super();
    this.#scroller = scroller;
  }

  closest(selector: string): Scroller | null {
    return selector === '.grid-scroller' ? this.#scroller : null;
  }
}

const HALF: View = { from: 0.25, to: 0.75 };
const scaleOf = (view: View) => new Scale({ from: 0, to: 1000 }, [], view, 500);
const LONG: Scroller = { scrollHeight: 102, clientHeight: 100 };

/** Uses the hook with a chart that is 500 pixels wide, and 100 from the left of the window. */
async function wheelOf(view: View = HALF, hasChart = true) {
  openTab(() => Response.json([]));
  vi.stubGlobal('Element', FakeElement);
  const frame = new FakeElement();
  const listen = vi.spyOn(frame, 'addEventListener');
  const onAxis = new FakeElement(LONG);
  const chart = {
    getBoundingClientRect: () => ({ left: 100, width: 500 }),
    contains: (target: unknown) => target === onAxis,
  };
  const views: View[] = [];
  const hook = mountHook<View, void>(
    (shown) =>
      useWheel(
        { current: frame as unknown as HTMLElement },
        { current: hasChart ? (chart as unknown as HTMLElement) : null },
        scaleOf(shown),
        (next) => views.push(next),
      ),
    view,
  );
  await settle();
  return {
    hook,
    views,
    onAxis,
    listen,
    /** Turns the wheel, and returns whether the browser is to ignore it. */
    turn(changes: Readonly<Record<string, unknown>>, target: unknown = new FakeElement(LONG)) {
      const event = new Event('wheel', { cancelable: true });
      const members = { deltaX: 0, deltaY: 0, clientX: 350, shiftKey: false, ctrlKey: false, metaKey: false, target };
      for (const [name, value] of Object.entries({ ...members, ...changes })) {
        Object.defineProperty(event, name, { value });
      }
      frame.dispatchEvent(event);
      return event.defaultPrevented;
    },
  };
}

const still = { deltaX: 0, deltaY: 0, shiftKey: false, width: 500 };
const zoomedAt = (x: number, view = HALF) => turned(scaleOf(view), { ...still, deltaY: -100, x });

describe('The wheel over a timeline', () => {
  it.each([
    ['with Ctrl', { ctrlKey: true }],
    ['with Cmd', { metaKey: true }],
  ])('zooms around the pointer anywhere %s', async (_, keys) => {
    const { turn, views } = await wheelOf();
    expect(turn({ deltaY: -100, ...keys })).toBe(true);
    expect(views).toEqual([zoomedAt(250)]);
  });

  it('scrolls the rows, or the page, without a key; where nothing is to be scrolled it zooms', async () => {
    const { turn, views } = await wheelOf();
    expect([turn({ deltaY: -100 }), turn({ deltaY: -100 }, new FakeElement()), views]).toEqual([false, false, []]);
    // A pixel more is a rounded height.
    expect(turn({ deltaY: -100, clientX: 400 }, new FakeElement({ scrollHeight: 101, clientHeight: 100 }))).toBe(true);
    expect(views).toEqual([zoomedAt(300)]);
  });

  it('zooms over the axis, as soon as it is in the chart', async () => {
    const { turn, views, onAxis } = await wheelOf();
    expect(turn({ deltaY: -100, clientX: 99 }, onAxis)).toBe(false);
    expect(turn({ deltaY: -100, clientX: 100 }, onAxis)).toBe(true);
    expect(views).toEqual([zoomedAt(0)]);
  });

  it('moves sideways, also over rows, and not beyond the picture', async () => {
    const { turn, views, hook } = await wheelOf();
    expect(turn({ deltaX: 50 })).toBe(true);
    expect(turn({ deltaY: 50, shiftKey: true })).toBe(true);
    expect(views).toEqual([
      { from: 0.3, to: 0.8 },
      { from: 0.3, to: 0.8 },
    ]);
    hook.rerender(WHOLE);
    await settle();
    expect([turn({ deltaX: 50 }), views.length]).toEqual([false, 2]);
  });

  it('turns what is shown now', async () => {
    const { turn, views, hook, onAxis, listen } = await wheelOf(WHOLE);
    hook.rerender(HALF);
    await settle();
    turn({ deltaY: -100 }, onAxis);
    expect(views).toEqual([zoomedAt(250)]);
    // The browser waits for a listener that may ignore a turn.
    expect(listen.mock.calls.map(([type, , options]) => [type, options])).toEqual([['wheel', { passive: false }]]);
    hook.unmount();
    await settle();
    expect([turn({ deltaY: -100 }, onAxis), views.length]).toEqual([false, 1]);
  });

  it('does nothing without a chart', async () => {
    const { turn, views } = await wheelOf(HALF, false);
    expect([turn({ deltaX: 50 }), views]).toEqual([false, []]);
  });

  it('does nothing over what is no element', async () => {
    const { turn, views } = await wheelOf();
    expect([turn({ deltaX: 50 }, new EventTarget()), turn({ deltaX: 50 }, null), views]).toEqual([false, false, []]);
  });

  it('may have no frame', async () => {
    openTab(() => Response.json([]));
    const setView = vi.fn();
    const hook = mountHook(() => useWheel({ current: null }, { current: null }, scaleOf(HALF), setView), undefined);
    await settle();
    expect(hook.renders).toBe(1);
  });
});
