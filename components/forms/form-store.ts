/**
 * State of one form, outside React so that a keystroke redraws one field and not a hundred and fifty.
 *
 * - *snapshot*: what one field looks like now; the same object until something about it changes.
 * - *issue*: shown once the field was left, or after a try to save; mending the value takes it away at once.
 */
import { fieldsByName, formScope, type Values } from "../../runtime/forms/scope";
import { fieldState, type FieldState, type FormSituation } from "../../runtime/forms/state";
import { changedValues, issuesByField, requestBody, validateField, validateForm, validateLines, type FormFrame, type FormIssue } from "../../runtime/forms/validate";
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientField } from "../../runtime/model/client";
import { FormBehind, type LoadBehind } from "./form-behind";

export interface FieldSnapshot {
  readonly value: unknown;
  readonly state: FieldState;
  readonly issues: readonly FormIssue[];
  /** The value is still on its way. */
  readonly isAwaited: boolean;
}

export interface FormSummary {
  readonly dirty: boolean;
  /** Issues that belong to no field. */
  readonly general: readonly FormIssue[];
  readonly invalid: boolean;
}

/** A frame that can load what lies behind references. */
export interface FormSetup extends FormFrame {
  readonly load?: LoadBehind;
  /** Conditions of the layout and of actions, which may read through references too. */
  readonly layout?: readonly Condition[];
}

/** Pointer to something inside a line. */
const INSIDE = /^\/\d+\//;

const NONE: readonly FormIssue[] = [];

export class FormStore {
  readonly frame: FormFrame;
  private readonly byName: ReadonlyMap<string, ClientField>;
  private creating: boolean;
  private stored: Values;
  /** What the form started with: defaults of a new record are nothing a person would lose. */
  private initial: Values;
  private current: Values;
  private issues = new Map<string, readonly FormIssue[]>();
  private snapshots = new Map<string, FieldSnapshot>();
  private summarised: FormSummary = { dirty: false, general: NONE, invalid: false };
  private readonly listeners = new Set<() => void>();
  private readonly behind: FormBehind | undefined;
  private isShown = false;
  private isPartial: boolean;

  /** `stored` is the record as the server has it ({} for a new one); `values` what the form starts with; `isPartial`: what is missing in them is on its way. */
  constructor(frame: FormSetup, { creating, stored, values, isPartial = false }: { creating: boolean; stored: Values; values: Values; isPartial?: boolean }) {
    this.behind = frame.load && new FormBehind(frame, frame.layout ?? [], frame.load);
    this.frame = { ...frame, behind: this.behind?.values };
    this.byName = fieldsByName(frame.fields);
    this.creating = creating;
    this.isPartial = isPartial;
    this.stored = stored;
    this.initial = values;
    this.current = values;
    this.refresh();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (!this.isShown) {
      this.isShown = true;
      this.lookBehind();
    }
    return () => this.listeners.delete(listener);
  };

  get values(): Values {
    return this.current;
  }

  get situation(): FormSituation {
    return { creating: this.creating, recordType: typeof this.current.recordType === "string" ? this.current.recordType : undefined };
  }

  readonly summary = (): FormSummary => this.summarised;

  /** Undefined for a name that is no field of the form. */
  field(name: string): FieldSnapshot | undefined {
    return this.snapshots.get(name);
  }

  readonly change = (name: string, value: unknown): void => {
    const after = { ...this.current, [name]: value };
    this.current = this.behind?.choose(this.current, after) ?? after;
    // A mended field loses its complaint while it is typed into; a field that was fine stays quiet until it is left.
    if (this.issues.has(name)) this.judge(name);
    this.refresh();
    if (this.behind?.isWaiting) void this.behind.settle(this.current).then((fill) => fill && this.arrive(fill));
  };

  readonly leave = (name: string): void => {
    if (this.current[name] === this.stored[name] && !this.issues.has(name)) return;
    this.judge(name);
    this.refresh();
  };

  /** Looks at a field and into its lines, for controls that change many values at once. */
  readonly inspect = (name: string): void => {
    this.judge(name, true);
    this.refresh();
  };

  /** Checks everything; true when the form may be sent. */
  check(): boolean {
    this.issues = new Map(validateForm(this.frame, this.current, this.situation));
    this.refresh();
    return this.issues.size === 0;
  }

  /** What the server found, by JSON pointer into the body that was sent. */
  refuse(issues: readonly FormIssue[]): void {
    // What is wrong with a field nobody sees is said above the form.
    this.issues = issuesByField(issues, (name) => this.snapshots.get(name)?.state.visible === true);
    this.refresh();
  }

  /** Fields that differ from the stored record. */
  changes(): Record<string, unknown> {
    return changedValues(this.frame.fields, this.stored, this.current);
  }

  /** The changes in the form the API takes; defaults of fields that belong to another record type are nobody's words. */
  body(): Record<string, unknown> {
    const { recordType } = this.situation;
    const belongs = (name: string): boolean => {
      const types = this.byName.get(name)?.recordTypes;
      return !types || (recordType !== undefined && types.includes(recordType));
    };
    return requestBody(this.frame, this.stored, Object.fromEntries(Object.entries(this.changes()).filter(([name]) => belongs(name))));
  }

  /** Starts again from what the server has now. */
  reset(stored: Values, values: Values = stored, creating = this.creating, isPartial = false): void {
    this.isPartial = isPartial;
    this.stored = stored;
    this.initial = stored;
    this.current = values;
    this.creating = creating;
    this.issues.clear();
    this.refresh();
    if (this.isShown) this.lookBehind();
  }

  /** Name of the first field, in the given order, that has an issue. */
  firstInvalid(order: readonly string[]): string | undefined {
    return order.find((name) => this.snapshots.get(name)?.issues.length);
  }

  private lookBehind(): void {
    void this.behind?.show(this.current).then((came) => came && this.arrive((values) => values));
  }

  /** Something behind a reference is known now: rules are asked again, and what it brings along is filled in. */
  private arrive(fill: (present: Values) => Values): void {
    const before = this.current;
    this.current = { ...fill(before) };
    for (const name of [...this.issues.keys()]) if (this.current[name] !== before[name]) this.judge(name);
    this.refresh();
  }

  /** `isDeep`: lines are looked into; a new line is not blamed for being empty before somebody asked. Once blamed, they are watched. */
  private judge(name: string, isDeep = this.issues.get(name)?.some((issue) => INSIDE.test(issue.pointer)) ?? false): void {
    const field = this.byName.get(name);
    if (!field) return;
    const scope = formScope(this.frame.fields, this.current, this.frame.env, this.frame.entities, this.frame.behind);
    const own = validateField(field, fieldState(this.frame, field, scope, this.situation), this.current[name], scope);
    const found = isDeep ? [...own, ...validateLines(this.frame, field, this.current[name])] : own;
    if (found.length > 0) this.issues.set(name, found);
    else this.issues.delete(name);
  }

  private refresh(): void {
    const scope = formScope(this.frame.fields, this.current, this.frame.env, this.frame.entities, this.frame.behind);
    const situation = this.situation;
    for (const field of this.frame.fields) {
      const old = this.snapshots.get(field.name);
      const state = fieldState(this.frame, field, scope, situation);
      const next: FieldSnapshot = { value: this.current[field.name], state: old && sameState(old.state, state) ? old.state : state, issues: this.issues.get(field.name) ?? NONE, isAwaited: this.isPartial && !Object.hasOwn(this.current, field.name) };
      if (!old || old.value !== next.value || old.state !== next.state || old.issues !== next.issues || old.isAwaited !== next.isAwaited) this.snapshots.set(field.name, next);
    }
    const summary: FormSummary = { dirty: this.current !== this.initial && Object.keys(changedValues(this.frame.fields, this.initial, this.current)).length > 0, general: this.issues.get("") ?? NONE, invalid: this.issues.size > 0 };
    const last = this.summarised;
    if (summary.dirty !== last.dirty || summary.general !== last.general || summary.invalid !== last.invalid) this.summarised = summary;
    for (const listener of this.listeners) listener();
  }
}

function sameState(a: FieldState, b: FieldState): boolean {
  return a.visible === b.visible && a.required === b.required && a.readOnly === b.readOnly && a.choices === b.choices;
}
