import { checkLength, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf } from './fields.js';

/** The attributes of a marker to record. */
export interface RecordMarker {
  /** 1 to 256 characters; need not be unique. */
  readonly markerName: string;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const RECORD_MARKER: OptionNames<RecordMarker> = { markerName: true, details: true };

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
    return new MarkerDecision(
      'RecordMarker',
      attributesOf('RecordMarker', attributes, RECORD_MARKER, (given, at) => ({
        markerName: checkLength(at('markerName'), given.markerName, { min: 1, max: LIMITS.markerName }),
        details: encodePayload(at('details'), given.details, LIMITS.data),
      })),
    );
  }
}
