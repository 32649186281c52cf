import { type Catalog, type CatalogDifference, compareCatalogs } from '@swf/explain';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { counted } from '../components/format.js';
import { Notice } from '../components/notices.js';
import { toProblemError } from '../data/problem-error.js';
import { useRequest } from '../data/use-request.js';
import { DifferenceTable } from './difference-table.js';
import { describeTypes, listTypes, readCatalog, typesToDescribe } from './domain-types.js';

interface CompareDialogProps {
  readonly domain: string;
  readonly onClose: () => void;
}

/** Compares the types of a domain with a dump of types, which is read here and sent nowhere. */
export function CompareDialog({ domain, onClose }: CompareDialogProps) {
  const { data: listed, error } = useRequest(`types of ${domain}`, (signal) => listTypes(domain, signal));
  const [file, setFile] = useState<{ readonly name: string; readonly catalog: Catalog } | undefined>(undefined);
  const [described, setDescribed] = useState<number | undefined>(undefined);
  const [differences, setDifferences] = useState<readonly CatalogDifference[] | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const own = useRef(new AbortController());
  useEffect(() => () => own.current.abort(), []);

  const wanted = file && listed && typesToDescribe(file.catalog, listed);
  const cost = wanted ? wanted.activityTypes.length + wanted.workflowTypes.length : 0;
  const isRunning = described !== undefined && differences === undefined;
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(undefined);
    setDifferences(undefined);
    setDescribed(undefined);
    setProblem(undefined);
    try {
      setFile({ name: chosen.name, catalog: await readCatalog(chosen) });
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const compare = async () => {
    if (!file || !listed || !wanted || isRunning) return;
    const { signal } = own.current;
    setProblem(undefined);
    setDifferences(undefined);
    setDescribed(0);
    try {
      const onDescribed = () => setDescribed((before = 0) => before + 1);
      const registered = await describeTypes(domain, listed, wanted, { signal, onDescribed });
      setDifferences(compareCatalogs(file.catalog, registered));
    } catch (failure) {
      if (signal.aborted) return;
      setDescribed(undefined);
      setProblem(toProblemError(failure).message);
    }
  };
  return (
    <Dialog
      title={`Compare the types of ${domain}`}
      isWide
      onClose={onClose}
      onSubmit={() => void compare()}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" aria-disabled={!wanted || isRunning}>
            {isRunning ? 'Comparing…' : differences ? 'Compare again' : 'Compare'}
          </button>
        </>
      }
    >
      <p>
        Choose a file that <code>swf types dump</code> printed. It is read in this browser and sent nowhere.
      </p>
      <input
        type="file"
        aria-label="Catalog file"
        accept=".json,application/json"
        disabled={isRunning}
        onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
      />
      {wanted && !differences && (
        <p>
          {cost === 0
            ? 'No registered type is in the file: nothing needs to be described.'
            : `${counted(cost, 'registered type')} ${cost === 1 ? 'is' : 'are'} in the file. Describing ${
                cost === 1 ? 'it' : 'them'
              } costs ${counted(cost, 'request')}.`}
        </p>
      )}
      {isRunning && <progress max={Math.max(1, cost)} value={described} aria-label="Progress" />}
      {differences && <DifferenceTable differences={differences} />}
      {(problem ?? error?.message) !== undefined && <Notice tone="failed">{problem ?? error?.message}</Notice>}
    </Dialog>
  );
}
