/** Limits at the door. Published in docs/limits.md. */
export const SERVER_LIMITS = {
  /** Bytes of a body that is no file. */
  body: 2 * 1024 * 1024,
  /** Requests a minute of one caller, unless METALOOM_REQUESTS_PER_MINUTE says otherwise. */
  requestsPerMinute: 6000,
  /** Seconds a request may take to arrive. */
  requestSeconds: 120,
  /** Characters of a name or id in an address. */
  addressPart: 200,
} as const;

/** Workspaces of one process besides the default one. */
export const WORKSPACE_LIMITS = {
  /** Open at once; the one that rested longest makes room. */
  open: 50,
  /** Minutes without a request or work after which one is closed. */
  idleMinutes: 10,
} as const;
