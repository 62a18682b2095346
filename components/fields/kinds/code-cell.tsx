"use client";
import dynamic from "next/dynamic";
import type { CellProps } from "../contract";
import { TextCell } from "./common";
import { longTextCell } from "./text-cells";

const Plain = longTextCell({ mono: true });
/** Lists show one line without colours; only pages that show code load them. */
const ColouredCode = dynamic(() => import("./coloured-code").then((module) => module.ColouredCode));

export function CodeCell(props: CellProps) {
  const { field, value, compact } = props;
  if (compact || typeof value !== "string" || field.right === "masked") return compact ? <TextCell {...props} /> : <Plain {...props} />;
  return (
    <pre className="rounded-md bg-sunken p-2 font-mono text-xs break-words whitespace-pre-wrap empty:hidden">
      <ColouredCode text={value} language={field.options.language} />
    </pre>
  );
}
