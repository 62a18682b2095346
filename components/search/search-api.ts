export interface SearchHit {
  readonly entity: string;
  readonly id: string;
  /** Null when the person may not read the title. */
  readonly title: string | null;
  /** Where else than in the title the text was found. */
  readonly snippet?: { readonly label: string; readonly text: string };
}
