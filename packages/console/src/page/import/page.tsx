import { EmptyState, Loading } from '../components/notices.js';
import { usePageUrl } from '../data/page-url.js';
import { session } from '../data/session.js';
import { Downloads } from '../execution/downloads.js';
import { Findings } from '../execution/findings.js';
import { HistoryHeading } from '../execution/history-heading.js';
import { HumanSteps, preloadTab } from '../execution/history-parts.js';
import { HistoryView } from '../execution/history-view.js';
import { shownFindings } from '../execution/shown-findings.js';
import { Page } from '../shell/page.js';
import { Comparison } from './comparison.js';
import { DropZone } from './drop-zone.js';
import { FileError } from './file-error.js';
import { FileList } from './file-list.js';
import { files, type OpenFile, openFiles } from './files.js';
import { useServedFiles } from './served-files.js';
import { VerifyReport } from './verify-report.js';

/** Histories from files, which never leave the browser. */
export function ImportPage() {
  const { query, set } = usePageUrl();
  useServedFiles();
  const all = files.value;
  const shown = all.find(({ id }) => id === query['file']) ?? all[0];
  const compared = all.find(({ id }) => id === query['with'] && id !== shown?.id);
  // In the order in which the list above has them.
  const [a, b] = compared ? all.filter((file) => file === shown || file === compared) : [];
  const add = (chosen: readonly File[]) => {
    const [first] = openFiles(chosen.map((file) => ({ name: file.name, content: file })));
    if (first) set({ file: first.id, with: undefined, event: undefined, field: undefined }, 'replace');
  };
  const show = (file: OpenFile) => set({ file: file.id, with: undefined, event: undefined, field: undefined });
  return (
    <Page title={shown?.name ?? 'Import'} class="import-page" hidesHeading={!shown || compared !== undefined}>
      <DropZone onFiles={add}>
        {(choose) =>
          shown === undefined ? (
            <Start onChoose={choose} />
          ) : (
            <>
              <div class="import-bar">
                <FileList
                  files={all}
                  shown={shown}
                  compared={compared}
                  onShow={show}
                  onCompare={(file) => set({ with: file?.id, event: undefined, field: undefined })}
                />
                <button type="button" onClick={choose}>
                  Open files
                </button>
              </div>
              {a && b ? <Comparison a={a} b={b} /> : <FileView key={shown.id} file={shown} />}
            </>
          )
        }
      </DropZone>
    </Page>
  );
}

function Start({ onChoose }: { readonly onChoose: () => void }) {
  return (
    <EmptyState icon="import" title="Drop dumped histories here">
      <p>
        JSON of the SDK, the AWS CLI or <code>swf dump</code>, lines of JSON, and either compressed with gzip. Files are
        read in this browser and sent nowhere.
      </p>
      <button type="button" class="primary" onClick={onChoose}>
        Open files
      </button>
      <p class="secondary">
        In a terminal, <code>swf dump ID --dir DIR</code> reads the history of a run and writes it to a file. Open two
        to compare them.
        {session.value?.features.decode && ' --decoder is not applied to imported files.'}
      </p>
    </EmptyState>
  );
}

function FileView({ file: { name, model } }: { readonly file: OpenFile }) {
  const { query } = usePageUrl();
  // While the file is read.
  preloadTab(query['tab']);
  const error = model.error.value;
  const overview = model.overview.value;
  if (error !== undefined) return <FileError name={name} reason={error} />;
  if (!overview) return <Loading label={`Reading ${name}`} />;
  return (
    <>
      <HistoryHeading model={model} title={name} isLinked={false}>
        <Downloads model={model} name={name.replace(/\.(json|jsonl|ndjson|gz|txt)\b/g, '')} />
      </HistoryHeading>
      <VerifyReport overview={overview} />
      <Findings
        findings={shownFindings(overview, true)}
        isOpen={overview.heading.isOpen}
        model={model}
        isLinked={false}
      />
      {overview.steps.length > 0 && <HumanSteps model={model} steps={overview.steps} run={undefined} />}
      {session.value?.features.decode && (
        <p class="import-note secondary">Payloads are shown as they are: --decoder is not applied to imported files.</p>
      )}
      <HistoryView model={model} run={undefined} />
    </>
  );
}
