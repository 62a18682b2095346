const AGENTS = [/Edg\//, /Firefox\//, /Chrome\//, /Safari\//] as const;
const NAMES = ["Edge", "Firefox", "Chrome", "Safari"] as const;

/** Name of a browser as far as it tells; the rest of its long text says nothing to people. */
export const browserOf = (agent: string | null): string | undefined => NAMES[AGENTS.findIndex((pattern) => agent !== null && pattern.test(agent))];
