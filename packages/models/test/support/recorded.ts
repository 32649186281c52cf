import { readdirSync, readFileSync } from 'node:fs';
import { SWFClient } from '@aws-sdk/client-swf';

/** A call recorded from the real service: its request, and the body of its answer. */
export interface Recorded {
  readonly recording: string;
  readonly request: {
    readonly domain: string;
    readonly workflowType?: { readonly name: string; readonly version: string };
    readonly execution?: { readonly workflowId: string; readonly runId: string };
  };
  readonly response: {
    readonly typeInfo?: { readonly status: string; readonly creationDate: number };
    readonly executionInfo?: {
      readonly workflowType: object;
      readonly executionStatus: string;
      readonly closeStatus?: string;
      readonly startTimestamp: number;
      readonly closeTimestamp?: number;
      readonly cancelRequested: boolean;
      readonly tagList?: readonly string[];
    };
    readonly executionConfiguration?: {
      readonly executionStartToCloseTimeout: string;
      readonly taskStartToCloseTimeout: string;
      readonly taskList: { readonly name: string };
      readonly childPolicy: string;
    };
    readonly openCounts?: object;
    readonly latestActivityTaskTimestamp?: number;
    readonly latestExecutionContext?: string;
  };
}

type Operation = 'DescribeWorkflowType' | 'DescribeWorkflowExecution';

const folder = new URL('../../../../recordings/', import.meta.url);
const calls = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file): readonly (Recorded & { readonly operation: string })[] => {
    const { name, exchanges } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    return exchanges.map((exchange: object) => ({ recording: name, ...exchange }));
  });
const recordedCalls = (operation: Operation) => calls.filter((call) => call.operation === operation);

/** Every recorded description, by operation. */
export const RECORDED: Readonly<Record<Operation, readonly Recorded[]>> = {
  DescribeWorkflowType: recordedCalls('DescribeWorkflowType'),
  DescribeWorkflowExecution: recordedCalls('DescribeWorkflowExecution'),
};

/**
 * Makes a client that receives this answer to every request, in the service's own JSON, and records
 * the request.
 */
export function replay(body: object): { readonly client: SWFClient; readonly asked: () => unknown } {
  let asked: unknown;
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ body: sent }: { readonly body: string | Uint8Array }) {
      asked = JSON.parse(typeof sent === 'string' ? sent : new TextDecoder().decode(sent));
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'replay' };
      return { response: { statusCode: 200, headers, body: Buffer.from(JSON.stringify(body)) } };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
  const credentials = { accessKeyId: 'replay', secretAccessKey: 'replay' };
  return { client: new SWFClient({ region: 'us-east-1', credentials, requestHandler }), asked: () => asked };
}
