"use client";
import { useId } from "react";
import { relationOf, targetsOf } from "../../../runtime/fields/traits";
import { VALUELESS_RECIPIENTS, type StepRecipient } from "../../../runtime/workflow/definition/step-card";
import type { ProcessNode, Responsible } from "../../../runtime/workflow/definition/types";
import { useAdmin } from "../../admin/use-admin";
import { useEntity } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Input, NativeSelect } from "../../ui/input";
import { useDesigner } from "../use-designer";
import { FormulaInput } from "./condition-editor";
import { entityOf } from "./known-names";
import { Rows } from "./rows";

const KINDS = ["role", "starter", "field", "user", "team", "unitHead", "superior", "formula"] as const satisfies readonly Responsible["kind"][];
/** Whom a step can tell. */
export const RECIPIENT_KINDS = ["performer", "performerSuperior", ...KINDS] as const satisfies readonly StepRecipient["kind"][];

interface PeopleProps<P extends StepRecipient> {
  value: readonly P[] | undefined;
  /** Those whom a step can have do it, when left out. */
  kinds?: readonly P["kind"][];
  /** Their voices are counted. */
  weighed?: boolean;
  onChange(value: readonly P[] | undefined): void;
}

/** Is this a collegial action whose voices may differ? */
export const countsVoices = (node: ProcessNode): boolean => node.type === "userTask" && node.options?.collegial !== undefined && !node.options.secret;
const weightOf = (person: StepRecipient): number | undefined => (person as Responsible).weight;
const without = <P extends StepRecipient>(person: P): P => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)) as unknown as P;

/** Any number of people, by what they are found. */
export function PeopleEditor<P extends StepRecipient = Responsible>({ value, kinds = KINDS, weighed = false, onChange }: PeopleProps<P>) {
  const t = useT();
  const of = (kind: string) => ({ kind }) as P;
  return (
    <Rows items={value ?? []} add={t("designer.addPerson")} fresh={() => of(kinds[0]!)} onChange={onChange}>
      {(person, set) => (
        <>
          <NativeSelect aria-label={t("designer.personKind")} value={person.kind} onValueChange={(kind) => set(of(kind))}>
            {kinds.map((kind) => <option key={kind} value={kind}>{t(`designer.person.${kind}` as MessageKey)}</option>)}
          </NativeSelect>
          {!VALUELESS_RECIPIENTS.has(person.kind) && <PersonValue person={person} onChange={(value) => set(without({ ...person, value }))} />}
          {(weighed || weightOf(person) !== undefined) && <Weight value={weightOf(person)} onChange={(weight) => set(without({ ...person, weight }))} />}
        </>
      )}
    </Rows>
  );
}

function Weight({ value, onChange }: { value: number | undefined; onChange(weight: number | undefined): void }) {
  const t = useT();
  const id = useId();
  const put = (text: string) => onChange(Number(text) > 1 ? Math.min(1000, Math.round(Number(text))) : undefined);
  return (
    <label htmlFor={id} className="flex items-center gap-2 text-xs text-ink-3">
      {t("designer.weight")}
      <Input id={id} type="number" min={1} max={1000} className="w-20" placeholder="1" value={value ?? ""} onChange={(event) => put(event.target.value)} />
    </label>
  );
}

function PersonValue({ person, onChange }: { person: StepRecipient; onChange(value: string | undefined): void }) {
  const t = useT();
  const { definition } = useDesigner();
  const entity = useEntity(entityOf(definition));
  const roles = useAdmin<{ items: readonly { name: string; label: string }[] }>("/roles", person.kind === "role");
  const label = t(`designer.person.${person.kind}` as MessageKey);
  const fieldsWith = (target: string): readonly Choice[] => (entity?.fields ?? []).filter((field) => ["one", "many"].includes(relationOf(field) ?? "") && targetsOf(field)[0] === target).map(({ name, label: words }) => ({ value: name, label: words }));
  if (person.kind === "formula") return <FormulaInput id={`person-${person.kind}`} value={person.value} onChange={onChange} />;
  const choices = person.kind === "role" ? (roles.data?.items ?? []).map((role) => ({ value: role.name, label: role.label })) : person.kind === "field" && entity ? fieldsWith("user") : undefined;
  if (!choices) return <Typed person={person} label={label} fields={person.kind === "superior" ? fieldsWith("user") : person.kind === "unitHead" ? fieldsWith("unit") : NONE} onChange={onChange} />;
  return (
    <NativeSelect aria-label={label} value={person.value ?? ""} onValueChange={(value) => onChange(value || undefined)}>
      <option value="">{t("designer.choose")}</option>
      {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      {person.value !== undefined && !choices.some((choice) => choice.value === person.value) && <option value={person.value}>{person.value}</option>}
    </NativeSelect>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}
const NONE: readonly Choice[] = [];

/** A name that is written; fields, and units that are there, are offered. */
function Typed({ person, label, fields, onChange }: { person: StepRecipient; label: string; fields: readonly Choice[]; onChange(value: string | undefined): void }) {
  const t = useT();
  const list = useId();
  const units = useAdmin<{ items: readonly { id: string; name: string }[] }>("/records/unit?fields=id,name&limit=100", person.kind === "unitHead");
  return (
    <>
      <Input aria-label={label} list={list} value={person.value ?? ""} placeholder={t(`designer.personHint.${person.kind}` as MessageKey)} onChange={(event) => onChange(event.target.value || undefined)} />
      <datalist id={list}>
        {fields.map(({ value, label: words }) => <option key={value} value={value}>{words}</option>)}
        {units.data?.items.map(({ id, name }) => <option key={id} value={name} />)}
      </datalist>
    </>
  );
}
