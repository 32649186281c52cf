import { modelShape } from '../api/service-model.js';

/** Where a string of a shape has to look like something. */
const SAMPLES: Readonly<Record<string, string>> = {
  DurationInDays: '7',
  DurationInSeconds: '60',
  DurationInSecondsOptional: '60',
  TaskPriority: '-5',
};

/**
 * A value that a shape allows; a structure of it has all of its members, or the required ones
 * alone.
 */
export function validValue(shapeName: string, members: 'all' | 'required'): unknown {
  const shape = modelShape(shapeName);
  switch (shape.type) {
    case 'structure': {
      if (shapeName === 'Decision') {
        return { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'm' } };
      }
      const names = members === 'all' ? Object.keys(shape.members ?? {}) : (shape.required ?? []);
      return Object.fromEntries(names.map((name) => [name, validValue(shape.members?.[name] ?? '', members)]));
    }
    case 'list':
      return [validValue(shape.member ?? '', members)];
    case 'integer':
      return shape.min ?? 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return 1_400_000_000.123;
    default:
      return shape.enum?.[0] ?? SAMPLES[shapeName] ?? 'text';
  }
}

/** A valid request: of the filters that exclude each other it has one. */
export function validInput(
  operation: string,
  inputShape: string,
  members: 'all' | 'required',
): Record<string, unknown> {
  const input = validValue(inputShape, members) as Record<string, unknown>;
  if (/Closed/.test(operation)) {
    delete input['closeTimeFilter'];
    input['startTimeFilter'] = { oldestDate: 0 };
  }
  for (const filter of ['typeFilter', 'tagFilter', 'closeStatusFilter']) delete input[filter];
  return input;
}
