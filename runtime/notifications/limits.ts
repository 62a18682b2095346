/** Published in docs/limits.md. */
export const NOTIFICATION_LIMITS = { page: 100, recipients: 500, mergeSeconds: 60, text: 500, lines: 20, digestLines: 100, remindersPerRecord: 20, reminderNote: 1000, keptDays: 180 } as const;
