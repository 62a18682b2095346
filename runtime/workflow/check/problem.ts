/** One finding about a process, in plain words. */
export interface Problem {
  /** Stable machine word. */
  readonly code: string;
  /** error: must be mended before publishing · warning: allowed, but hardly meant. */
  readonly severity: "error" | "warning";
  /**
   * structure: BPMN does not allow it, or no engine could run it · soundness: it can run, but may get stuck or run astray ·
   * completeness: something a person must still say · file: an imported file breaks a rule of BPMN that our own form does not know.
   */
  readonly area: "structure" | "soundness" | "completeness" | "file";
  /** Ids of the nodes, flows or pools it is about. */
  readonly elements: readonly string[];
  readonly message: string;
  readonly remedy?: string;
  /** Which sentence it is, for screens that say it in another language, and what it quotes. */
  readonly said?: { readonly key: SaidKey; readonly text?: string };
}

/** Sentences about imported files that screens translate. */
export type SaidKey =
  | "choreography" | "conversation" | "dataAssociation" | "resources" | "correlation" | "unknownElement" | "foreign"
  | "participants" | "extendedAttributes" | "applications" | "messageFlows" | "dataObjects" | "lostTransition" | "noActivities";
