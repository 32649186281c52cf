import type { SWFClient } from '@aws-sdk/client-swf';
import type { LocalServiceOptions, VirtualClock } from '@swf/local';

/** One request as it goes over the wire. */
export interface WireRequest {
  /** The text after `X-Amz-Target:`, with its prefix. */
  readonly target: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WireResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service of its own, reached through an SDK client and, where the bytes matter, without it. */
export interface Subject {
  readonly client: SWFClient;
  readonly clock: Pick<VirtualClock, 'now' | 'advance'>;
  exchange(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void>;
}

/** What a claim needs of its service beyond the defaults. */
export type SubjectOptions = Pick<LocalServiceOptions, 'limits' | 'lambda'>;

export type MakeSubject = (options?: SubjectOptions) => Promise<Subject>;
