"use client";
import { useState } from "react";
import { choicesOf, type ChoiceAnswer } from "../../../runtime/studio/answers";
import { Badge, toneOf } from "../../ui/badge";
import { Input } from "../../ui/input";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import type { OptionsProps } from "./context";

/** Choices as one line of words with commas, and as they will look. */
export function ChoicesOptions({ field, onChange }: OptionsProps) {
  const t = useT();
  const choices = (field.options["choices"] ?? []) as readonly ChoiceAnswer[];
  const [text, setText] = useState(() => choices.map(({ label }) => label).join(", "));
  const change = (next: string) => {
    setText(next);
    const read = choicesOf(next.split(/[,\n;]/), choices);
    if (read.length > 0) onChange({ ...field.options, choices: read });
  };
  return (
    <div className="grid gap-1.5">
      <Setting label={t("studio.choices")} hint={t("studio.choicesHint")}>
        {(id) => <Input id={id} value={text} onChange={(event) => change(event.target.value)} />}
      </Setting>
      <div className="flex flex-wrap gap-1" aria-hidden>
        {choices.map((choice) => <Badge key={choice.id} tone={toneOf(choice.color)}>{choice.label}</Badge>)}
      </div>
    </div>
  );
}
