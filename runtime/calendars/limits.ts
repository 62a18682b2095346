/** Published in docs/limits.md. */
export const CALENDAR_LIMITS = {
  /** Years a working calendar is reckoned ahead; a term further away ends there. */
  years: 10,
} as const;
