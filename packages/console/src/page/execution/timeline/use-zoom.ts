import { useEffect, useState } from 'preact/hooks';
import { usePageUrl } from '../../data/page-url.js';
import { type View, WHOLE } from './scale.js';

const SETTLED_IN_MILLISECONDS = 300;

/** Returns the part of the picture that is shown, which the address keeps. */
export function useZoom(): readonly [view: View, setView: (view: View) => void] {
  const { query, set } = usePageUrl();
  const [view, setView] = useState<View>(() => viewIn(query['zoom']));
  useEffect(() => {
    const written = view.from <= 0 && view.to >= 1 ? undefined : `${rounded(view.from)}-${rounded(view.to)}`;
    if (written === query['zoom']) return undefined;
    const timer = setTimeout(() => set({ zoom: written }, 'replace'), SETTLED_IN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [view]);
  return [view, setView];
}

/** Returns the view that an address names, as in `0.25-0.5`. */
export function viewIn(text: string | undefined): View {
  const [, from, to] = /^([\d.]+)-([\d.]+)$/.exec(text ?? '') ?? [];
  const view = { from: Number(from), to: Number(to) };
  return view.from >= 0 && view.to <= 1 && view.to > view.from ? view : WHOLE;
}

function rounded(part: number): string {
  return String(Math.round(part * 1e6) / 1e6);
}
