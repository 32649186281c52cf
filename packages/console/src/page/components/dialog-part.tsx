import type { VNode } from 'preact';
import { Dialog } from './dialog.js';
import { type Part, part } from './part.js';

/** Creates a part that is a dialog: it opens when it is loaded. */
export function dialogPart<Props extends { readonly onClose: () => void }>(
  title: string,
  load: () => Promise<(props: Props) => VNode | null>,
): Part<Props> {
  return part(load, {
    waiting: null,
    frame: (content, { onClose }) => (
      <Dialog title={title} onClose={onClose}>
        {content}
      </Dialog>
    ),
  });
}
