import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

interface PageProps {
  /** What the tab of the browser is called. */
  readonly title: string;
  readonly class?: string;
  /** Whether the title is a heading for assistive technology only: the page shows none. */
  readonly hidesHeading?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of a page: it names the document, and takes the focus of the skip link. */
export function Page({ title, hidesHeading, children, ...rest }: PageProps) {
  useEffect(() => {
    document.title = `${title} · SWF console`;
  }, [title]);
  return (
    <main class={`page ${rest.class ?? ''}`} id="main" tabIndex={-1}>
      {hidesHeading && <h1 class="visually-hidden">{title}</h1>}
      {children}
    </main>
  );
}
