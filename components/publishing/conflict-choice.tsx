"use client";
import { useT } from "../i18n/provider";

export type Choice = "mine" | "theirs" | "both";

/** One thing that two sides changed differently. */
export interface Conflict {
  readonly id: string;
  readonly base?: unknown;
  readonly ours?: unknown;
  readonly theirs?: unknown;
  readonly choices: readonly Choice[];
}

interface ChoiceProps {
  conflict: Conflict;
  value: Choice | undefined;
  /** What the two sides are called. */
  words: Readonly<Record<"mine" | "theirs", string>>;
  onChange(choice: Choice): void;
}

const text = (value: unknown): string => (value === undefined ? "—" : typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** Both sides beside each other, and the choice between them. */
export function ConflictChoice({ conflict, value, words, onChange }: ChoiceProps) {
  const t = useT();
  const radio = (side: Choice) => <input type="radio" name={conflict.id} checked={value === side} onChange={() => onChange(side)} />;
  return (
    <fieldset className="min-w-0 rounded-lg border border-line p-3">
      <legend className="px-1 text-xs break-all text-ink-3">{conflict.id}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(["mine", "theirs"] as const).map((side) => (
          <label key={side} className="grid min-w-0 gap-1 rounded-md border border-line p-2 text-sm has-checked:border-accent">
            <span className="flex items-center gap-2 font-medium">{radio(side)}{words[side]}</span>
            <pre className="scroll-thin max-h-40 overflow-auto text-xs whitespace-pre-wrap text-ink-2">{text(side === "mine" ? conflict.ours : conflict.theirs)}</pre>
          </label>
        ))}
      </div>
      {conflict.choices.includes("both") && <label className="mt-2 flex items-center gap-2 text-sm">{radio("both")}{t("admin.choice.both")}</label>}
    </fieldset>
  );
}
