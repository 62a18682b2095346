import type { FieldAnswer } from "../../../runtime/studio/answers";

/** An entity as editors of options offer it: one being made or one that is there. */
export interface KnownEntity {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly fields: readonly Pick<FieldAnswer, "name" | "label" | "type" | "options">[];
}

export interface OptionsProps {
  readonly field: FieldAnswer;
  /** The entity the field belongs to. */
  readonly entity: KnownEntity;
  /** All entities, that one among them. */
  readonly entities: readonly KnownEntity[];
  onChange(options: FieldAnswer["options"]): void;
}
