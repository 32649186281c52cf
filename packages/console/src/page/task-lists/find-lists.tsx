import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { counted } from '../components/format.js';
import { Loading, Notice } from '../components/notices.js';
import { type ProblemError, toProblemError } from '../data/problem-error.js';
import { useRequest } from '../data/use-request.js';
import { listsNamedBy, registeredTypes } from './named-lists.js';
import { watchLists } from './watched.js';

interface FindListsProps {
  readonly domain: string;
  readonly onClose: () => void;
}

/** Finds the default lists of the types. SWF lists no task lists, so each type is described. */
export function FindLists({ domain, onClose }: FindListsProps) {
  const { data, error } = useRequest(`lists of ${domain}`, (signal) => registeredTypes(domain, signal));
  const [described, setDescribed] = useState(0);
  const [found, setFound] = useState<ReadonlySet<string>>(new Set());
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<ProblemError | undefined>(undefined);
  const own = useRef(new AbortController());
  useEffect(() => () => own.current.abort(), []);

  const find = async () => {
    setRunning(true);
    const { signal } = own.current;
    try {
      for await (const lists of listsNamedBy(data ?? [], domain, signal)) {
        setFound(lists);
        setDescribed((before) => before + 1);
      }
    } catch (thrown) {
      if (signal.aborted) return;
      setFailure(toProblemError(thrown));
    }
    setRunning(false);
  };
  const isDone = described > 0 && !isRunning;
  const watch = () => {
    watchLists(domain, [...found]);
    onClose();
  };
  return (
    <Dialog
      title="Find task lists"
      onClose={onClose}
      onSubmit={() => (isDone ? watch() : isRunning ? undefined : void find())}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" aria-disabled={isRunning || !data || data.length === 0}>
            {isDone ? `Watch ${counted(found.size, 'list')}` : isRunning ? 'Describing…' : 'Find'}
          </button>
        </>
      }
    >
      {!data && !error && <Loading rows={2} />}
      {data && (
        <p>
          SWF has no list of its task lists. {counted(data.length, 'registered type')} may name one each:{' '}
          {counted(data.length, 'request')}. Lists that deciders name themselves are not found.
        </p>
      )}
      {described > 0 && <progress max={data?.length ?? 1} value={described} aria-label="Progress" />}
      {found.size > 0 && <p class="mono">{[...found].join(', ')}</p>}
      {(error ?? failure) && <Notice tone="failed">{(error ?? failure)?.message}</Notice>}
    </Dialog>
  );
}
