/** Placeholders of titles and texts: {field}, {path.to.field}, and words with "@" that are no fields. */
export const PLACEHOLDER = /\{(@?[a-zA-Z][a-zA-Z0-9.]{0,200})\}/g;

/** What is known beside the record. */
export const OWN_WORDS = ["@actor", "@post"] as const;

export const placeholdersIn = (template: string): string[] => [...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name!))];
