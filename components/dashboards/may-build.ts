/** May the person build dashboards? The server asks again. */
export const mayBuild = (system: readonly string[]): boolean => system.includes("*") || system.includes("metadata.publish");
