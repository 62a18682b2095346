/** Numbers of collegial actions. */
export const COLLEGIAL_LIMITS = { participants: 100, weight: 1000, title: 200, words: 2000, openPerRecord: 20, page: 100, deputiesTold: 10 } as const;
