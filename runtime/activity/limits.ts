/** Published in docs/limits.md. */
export const ACTIVITY_LIMITS = {
  /** Characters of a comment or note. */
  body: 20_000,
  /** People named in one comment or note. */
  mentions: 50,
  /** Files of one comment or note. */
  files: 20,
  /** Files of a record that belong to no field, those of comments and notes included. */
  attachments: 1000,
  /** Versions of one file. */
  versions: 100,
  /** Different reactions of one person to one comment. */
  reactions: 10,
  /** Entries on a page of the timeline. */
  page: 100,
  /** Newest comments and notes that the search looks through. */
  searched: 50_000,
  /** Seconds after which somebody who gives no sign is no longer looking at the record. */
  presenceSeconds: 45,
} as const;
