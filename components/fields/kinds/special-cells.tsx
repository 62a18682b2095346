"use client";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps } from "../contract";
import { TextCell } from "./common";

export const isColor = (value: unknown): value is string => typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);

export function ColorCell(props: CellProps) {
  if (!isColor(props.value)) return <TextCell {...props} />;
  return (
    <span className="inline-flex items-center gap-1.5 font-mono text-xs">
      <span className="size-3.5 rounded-sm border border-line-strong" style={{ background: props.value }} />
      {props.value}
    </span>
  );
}

export function JsonCell({ value, compact }: CellProps) {
  if (value === null || value === undefined) return null;
  return <span className={cn("font-mono text-xs", compact ? "block truncate" : "block rounded-md bg-sunken p-2 whitespace-pre-wrap break-words")}>{JSON.stringify(value, null, compact ? undefined : 2)}</span>;
}

export function SecretCell({ value }: CellProps) {
  const t = useT();
  const kept = typeof value === "object" && value !== null && (value as { set?: boolean }).set === true;
  return <span className="text-ink-2">{kept ? t("secret.kept") : ""}</span>;
}
