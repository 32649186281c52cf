import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useKeys } from '../shell/keys.js';

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: (choose: () => void) => ComponentChildren;
}

/** Takes files that are dropped on it, or chosen. */
export function DropZone({ onFiles, children }: DropZoneProps) {
  const [depth, setDepth] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  useKeys({ o: { title: 'Open files', run: choose } });
  return (
    <div
      class={`drop-zone ${depth > 0 ? 'is-over' : ''}`}
      onDragEnter={(event) => {
        event.preventDefault();
        setDepth((before) => before + 1);
      }}
      onDragLeave={() => setDepth((before) => Math.max(0, before - 1))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <input
        ref={input}
        type="file"
        multiple
        class="visually-hidden"
        tabIndex={-1}
        aria-label="Files"
        accept=".json,.jsonl,.ndjson,.gz,.txt,application/json,application/gzip"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {children(choose)}
    </div>
  );
}
