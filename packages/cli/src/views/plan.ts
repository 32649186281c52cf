import type { View } from '../output/print.js';

/** The requests that a listing would make. */
export const planView: View = {
  fields: [
    'domain',
    'operations',
    'appliedBySwf',
    'appliedHere',
    'order',
    'pageSize',
    'limit',
    'maximumRequests',
    'countedBy',
  ],
  columns: [],
  id: ['operations'],
};
