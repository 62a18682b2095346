"use client";
import { ExternalLink } from "lucide-react";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps, Line } from "../contract";
import { formatValue } from "../format";
import { TextCell } from "./common";

/** Something like a number of a document: letters of equal width. */
export function CodeCell(props: CellProps) {
  return <span className="font-mono text-xs"><TextCell {...props} /></span>;
}

const codeLine: Line = (field, value, place) => {
  const text = formatValue(field, value, place);
  return text === "" ? null : <span className="font-mono text-xs">{text}</span>;
};
CodeCell.line = codeLine;

/** Cell of a text that leads somewhere: mailto:, tel:, https:. `href` is undefined for a value that leads nowhere. */
export function linkCell(href: (value: string) => string | undefined) {
  return function LinkCell({ compact, ...props }: CellProps) {
    const t = useT();
    const target = typeof props.value === "string" && props.field.right !== "masked" ? href(props.value) : undefined;
    if (!target) return <TextCell {...props} compact={compact} />;
    const outside = target.startsWith("http");
    return (
      <a
        href={target}
        onClick={(event) => event.stopPropagation()}
        {...(outside ? { target: "_blank", rel: "noopener noreferrer" } : {})}
        className={cn("rounded-sm text-accent-ink underline-offset-2 hover:underline", compact ? "block truncate" : "inline-flex items-center gap-1 break-all")}
      >
        <TextCell {...props} compact={compact} />
        {outside && !compact && <ExternalLink className="size-3.5 shrink-0" aria-label={t("field.opensNewTab")} />}
      </a>
    );
  };
}

/** Only web addresses become links; "javascript:" and friends stay text. */
export function webHref(value: string): string | undefined {
  const text = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/^[a-z]+:(?!\/\/)/i.test(value) ? text : undefined;
}

/** Cell of a text of several lines; `mono` for code. */
export function longTextCell({ mono = false }: { mono?: boolean } = {}) {
  return function LongTextCell(props: CellProps) {
    if (props.compact) return <TextCell {...props} />;
    return (
      <div className={cn("break-words whitespace-pre-wrap", mono && "rounded-md bg-sunken p-2 font-mono text-xs empty:hidden")}>
        <TextCell {...props} />
      </div>
    );
  };
}
