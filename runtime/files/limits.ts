/** Published in docs/limits.md. */
export const FILE_LIMITS = {
  /** Bytes of one uploaded file. */
  bytes: 100 * 1024 * 1024,
  /** Characters of a file's name. */
  name: 200,
  /** Hours an uploaded file waits to be put into a record. */
  stagedHours: 24,
} as const;
