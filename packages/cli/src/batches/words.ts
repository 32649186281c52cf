/** The words for a change. */
export const WORDS = {
  signal: { infinitive: 'signal', participle: 'signaled' },
  cancel: { infinitive: 'cancel', participle: 'requested the cancellation of' },
  terminate: { infinitive: 'terminate', participle: 'terminated' },
} as const;
