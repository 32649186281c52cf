import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moved, type Scale, type View, zoomed } from './scale.js';

const PER_PIXEL = 0.0015;

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
      const bounds = axis?.getBoundingClientRect();
      const { target } = event;
      if (!axis || !bounds || !(target instanceof Element) || event.clientX < bounds.left) return;
      const current = latest.current;
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (isSideways) {
        if (current.scale.view.to - current.scale.view.from >= 1) return;
        event.preventDefault();
        current.setView(moved(current.scale.view, (event.deltaX || event.deltaY) / Math.max(1, bounds.width)));
        return;
      }
      if (!event.ctrlKey && !event.metaKey && !axis.contains(target) && isScrollable(target)) return;
      event.preventDefault();
      const around = current.scale.at(event.clientX - bounds.left);
      current.setView(zoomed(current.scale.view, Math.exp(-event.deltaY * PER_PIXEL), around));
    };
    own.addEventListener('wheel', onWheel, { passive: false });
    return () => own.removeEventListener('wheel', onWheel);
  }, []);
}

function isScrollable(target: Element): boolean {
  const scroller = target.closest('.grid-scroller');
  return scroller === null || scroller.scrollHeight > scroller.clientHeight + 1;
}
