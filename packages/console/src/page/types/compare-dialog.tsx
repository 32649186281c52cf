import { type Catalog, type CatalogDifference, type CatalogType, compareCatalogs } from '@swf/explain';
import { messageOf } from '@swf/settings/errors';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { counted } from '../components/format.js';
import { Notice } from '../components/notices.js';
import { toProblemError } from '../data/problem-error.js';
import { useRequest } from '../data/use-request.js';
import { DifferenceTable } from './difference-table.js';
import { describeTypes, listTypes, readCatalog, typesToDescribe } from './domain-types.js';
import { registrationText } from './kinds.js';
import { RegisterDialog } from './register-dialog.js';

interface CompareDialogProps {
  readonly domain: string;
  readonly onClose: () => void;
  /** Called when a type was registered. */
  readonly onRegistered: () => void;
}

/** What is registered from the file. */
interface Registering {
  readonly difference: CatalogDifference;
  readonly type: CatalogType;
}

/** Compares the types of a domain with a dump of types, which is read here and sent nowhere. */
export function CompareDialog({ domain, onClose, onRegistered }: CompareDialogProps) {
  const { data: listed, error, reload } = useRequest(`types of ${domain}`, (signal) => listTypes(domain, signal));
  const [file, setFile] = useState<{ readonly name: string; readonly catalog: Catalog } | undefined>(undefined);
  const [described, setDescribed] = useState<number | undefined>(undefined);
  const [differences, setDifferences] = useState<readonly CatalogDifference[] | undefined>(undefined);
  const [registering, setRegistering] = useState<Registering | undefined>(undefined);
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
      setProblem(messageOf(failure));
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
  const register = (difference: CatalogDifference) => {
    const type = file && typeOf(file.catalog, difference);
    if (type) setRegistering({ difference, type });
  };
  const noteRegistered = ({ difference: { kind, type, remedy } }: Registering) => {
    // A new version leaves the old one as it is.
    if (remedy === 'register it') {
      setDifferences((before = []) => before.filter((each) => each.kind !== kind || each.type !== type));
    }
    reload();
    onRegistered();
  };
  return (
    <>
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
        {differences && <DifferenceTable differences={differences} onRegister={register} />}
        {(problem ?? error?.message) !== undefined && <Notice tone="failed">{problem ?? error?.message}</Notice>}
      </Dialog>
      {registering && (
        <RegisterFromFile
          {...registering}
          domain={domain}
          onDone={() => noteRegistered(registering)}
          onClose={() => setRegistering(undefined)}
        />
      )}
    </>
  );
}

interface RegisterFromFileProps extends Registering {
  readonly domain: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Registers a type of the file, or a new version of one that differs. */
function RegisterFromFile({ difference: { kind, remedy }, type, ...rest }: RegisterFromFileProps) {
  const isNew = remedy === 'register it';
  return (
    <RegisterDialog
      {...rest}
      kind={kind === 'activity type' ? 'activity' : 'workflow'}
      title={isNew ? `Register ${registrationText(type)}` : `New version of ${type.name}`}
      from={{ ...type, status: 'REGISTERED' }}
      version={isNew ? type.version : undefined}
    />
  );
}

function typeOf(catalog: Catalog, { kind, type }: CatalogDifference): CatalogType | undefined {
  const types = kind === 'activity type' ? catalog.activityTypes : catalog.workflowTypes;
  return types.find((each) => registrationText(each) === type);
}
