"use client";
import { useState } from "react";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Input, Textarea } from "../../ui/input";
import type { ControlProps } from "../contract";
import { inputProps, textOf } from "./common";
import { filterInput } from "./filter";
import { isColor } from "./special-cells";

/** A colour by the platform's picker or typed as #rrggbb. */
export function ColorControl(props: ControlProps) {
  const t = useT();
  const text = textOf(props.value);
  return (
    <div className="flex gap-1.5">
      <input
        type="color"
        aria-label={t("field.pickColor")}
        disabled={props.disabled}
        value={isColor(text) ? text : "#000000"}
        onChange={(event) => props.onChange(event.target.value)}
        className="h-8 w-10 shrink-0 rounded-md border border-line-strong bg-raised p-1 max-sm:h-10"
      />
      <Input {...inputProps(props)} placeholder="#4f4bd8" className="font-mono" value={text} onChange={(event) => props.onChange(event.target.value || null)} />
    </div>
  );
}

export const ColorFilter = filterInput((props) => <Input id={props.id} value={textOf(props.value)} onChange={(event) => props.onChange(event.target.value)} />);

/** JSON as text; what does not parse is reported as it is typed, so that the type can say so. */
export function JsonControl(props: ControlProps) {
  const [typed, setTyped] = useState<string>();
  const [broken, setBroken] = useState(false);
  const t = useT();
  const stored = props.value === null || props.value === undefined ? "" : JSON.stringify(props.value, null, 2);
  const change = (text: string) => {
    setTyped(text);
    setBroken(false);
    if (text.trim() === "") return props.onChange(null);
    try {
      props.onChange(JSON.parse(text));
    } catch {
      // Unfinished JSON is normal while typing: the field says so and keeps the last good value.
      setBroken(true);
    }
  };
  return (
    <>
      <Textarea rows={4} spellCheck={false} className="font-mono text-xs" {...inputProps(props)} aria-invalid={broken || props.invalid ? true : undefined} value={typed ?? stored} onChange={(event) => change(event.target.value)} />
      {broken && <p className="mt-1 text-xs text-danger-ink">{t("field.brokenJson")}</p>}
    </>
  );
}

/** A secret comes in and never goes out: one sees only whether there is one. */
export function SecretControl(props: ControlProps) {
  const t = useT();
  const kept = typeof props.value === "object" && props.value !== null && (props.value as { set?: boolean }).set === true;
  const [changing, setChanging] = useState(false);
  if (kept && !changing) {
    return (
      <div className="flex h-8 items-center gap-2 text-sm">
        <span className="text-ink-2">{t("secret.kept")}</span>
        <Button id={props.id} variant="link" size="sm" disabled={props.disabled} onClick={() => setChanging(true)}>
          {t("secret.change")}
        </Button>
      </div>
    );
  }
  return <Input type="password" {...inputProps(props)} autoComplete="new-password" value={textOf(props.value)} onChange={(event) => props.onChange(event.target.value || null)} />;
}

export const NoFilter = filterInput(() => null);
