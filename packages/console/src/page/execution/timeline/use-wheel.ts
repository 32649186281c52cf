import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moved, type Scale, type View, zoomed } from './scale.js';

const PER_PIXEL = 0.0015;

/** A turn of the wheel, and where in the chart the pointer is, in pixels. */
type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'shiftKey'> & { readonly x: number; readonly width: number };

/** Whether the wheel was turned sideways, or is meant to be. */
function isSideways({ deltaX, deltaY, shiftKey }: Turn): boolean {
  return Math.abs(deltaX) > Math.abs(deltaY) || shiftKey;
}

/**
 * Returns the view after a turn of the wheel: moved if it was sideways, otherwise zoomed around the
 * pointer. Undefined if there is nowhere to move.
 */
export function turned(scale: Scale, turn: Turn): View | undefined {
  const { view } = scale;
  if (!isSideways(turn)) return zoomed(view, Math.exp(-turn.deltaY * PER_PIXEL), scale.at(turn.x));
  return view.to - view.from >= 1 ? undefined : moved(view, (turn.deltaX || turn.deltaY) / Math.max(1, turn.width));
}

/**
 * Zooms and moves by the wheel: with Ctrl anywhere, and without it over the axis, or where the rows
 * need no scrolling. A sideways wheel moves.
 */
export function useWheel(
  frame: RefObject<HTMLElement | null>,
  chart: RefObject<HTMLElement | null>,
  scale: Scale,
  setView: (view: View) => void,
): void {
  const latest = useRef({ scale, setView });
  latest.current = { scale, setView };
  useEffect(() => {
    const own = frame.current;
    if (!own) return undefined;
    const onWheel = (event: WheelEvent) => {
      const axis = chart.current;
      const { target } = event;
      if (!axis || !(target instanceof Element)) return;
      const bounds = axis.getBoundingClientRect();
      if (event.clientX < bounds.left) return;
      const current = latest.current;
      const { deltaX, deltaY, shiftKey } = event;
      const turn = { deltaX, deltaY, shiftKey, x: event.clientX - bounds.left, width: bounds.width };
      const isForRows = !event.ctrlKey && !event.metaKey && !axis.contains(target) && isScrollable(target);
      const view = isForRows && !isSideways(turn) ? undefined : turned(current.scale, turn);
      if (view === undefined) return;
      event.preventDefault();
      current.setView(view);
    };
    own.addEventListener('wheel', onWheel, { passive: false });
    return () => own.removeEventListener('wheel', onWheel);
  }, []);
}

function isScrollable(target: Element): boolean {
  const scroller = target.closest('.grid-scroller');
  return scroller === null || scroller.scrollHeight > scroller.clientHeight + 1;
}
