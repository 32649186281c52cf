import type { RecordMarkerDecisionAttributes } from '@aws-sdk/client-swf';
import { MARKER_NAME, PAYLOAD, required, type Structure } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

/** The attributes of a marker to record. */
export interface RecordMarker {
  /** 1 to 256 characters; need not be unique. */
  readonly markerName: string;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const RECORD_MARKER: Structure<RecordMarker, RecordMarkerDecisionAttributes> = {
  markerName: required(MARKER_NAME),
  details: PAYLOAD,
};

/** The decision about markers. */
export class MarkerDecision extends BaseDecision<'RecordMarker'> {
  /**
   * Records a marker in the history, which by itself causes no decision task.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * MarkerDecision.record({ markerName: 'checkpoint', details: { step: 3 } });
   */
  static record(attributes: RecordMarker): Decision<'RecordMarker'> {
    return new MarkerDecision('RecordMarker', formatAttributes('RecordMarker', RECORD_MARKER, attributes));
  }
}
