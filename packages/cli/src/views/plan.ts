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
  columns: [
    { heading: 'OPERATIONS', value: ({ operations }) => operations },
    { heading: 'APPLIED BY SWF', value: ({ appliedBySwf }) => appliedBySwf },
    { heading: 'APPLIED HERE', value: ({ appliedHere }) => appliedHere },
    { heading: 'ORDER', value: ({ order }) => order },
  ],
  id: ['operations'],
};
