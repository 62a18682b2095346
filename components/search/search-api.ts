export interface SearchHit {
  readonly entity: string;
  readonly id: string;
  /** Null when the person may not read the title. */
  readonly title: string | null;
  /** Where else than in the title the text was found. */
  readonly snippet?: { readonly label: string; readonly text: string };
  /** What somebody added to the record that the text was found in. */
  readonly part?: "comment" | "note" | "file";
}

/** Address of what was found: the record, or what was added to it. */
export const hrefOfHit = ({ entity, id, part }: SearchHit): string => `/${entity}/${id}${part ? "?tab=activity" : ""}`;
