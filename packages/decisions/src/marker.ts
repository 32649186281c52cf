import { checkLength, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf } from './fields.js';

/** What records a marker. */
export interface RecordMarker {
  /** The marker's name, 1 to 256 characters; names need not be unique. */
  readonly markerName: string;
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly details?: unknown;
}

const RECORD_MARKER: OptionNames<RecordMarker> = { markerName: true, details: true };

/** The decision about markers. */
export class MarkerDecision extends BaseDecision<'RecordMarker'> {
  /**
   * Records a marker in the history; SWF gives no decision task for that alone.
   *
   * @throws `InvalidArgumentError` where an attribute breaks a rule of SWF.
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
