/** What a record without a title is called: its kind and the end of its id, which tells it from others. */
export const untitled = (label: string, id: string): string => [label, id.slice(-4)].filter(Boolean).join(" ");
