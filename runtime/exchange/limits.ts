/** Published in docs/limits.md. */
export const EXCHANGE_LIMITS = {
  /** Bytes of a file to import. */
  importBytes: 50 * 1024 * 1024,
  /** Bytes of a JSON file to import: it is read as a whole. */
  jsonBytes: 10 * 1024 * 1024,
  /** Rows of one import or export. */
  rows: 100_000,
  columns: 300,
  /** Characters of one row of a file. */
  rowCharacters: 1_000_000,
  /** Bytes a spreadsheet may unpack to, its parts, and how much smaller than that it may be. */
  unpackedBytes: 500 * 1024 * 1024,
  zipEntries: 1000,
  zipRatio: 200,
  /** Characters of all texts of a spreadsheet. */
  sharedCharacters: 30_000_000,
  /** Rows saved in one transaction. */
  batch: 200,
  maxBatch: 1000,
  /** Rows of a preview. */
  previewRows: 20,
} as const;
