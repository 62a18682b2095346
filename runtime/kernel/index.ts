/** Kernel: words every other folder uses. Browser-safe; ids.ts (node) is imported by its own path. */
export * from "./errors";
export * from "./principal";
export * from "./context";
export * from "./names";
