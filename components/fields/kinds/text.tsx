"use client";
import { ExternalLink } from "lucide-react";
import type { HTMLInputTypeAttribute } from "react";
import { asMasked, fillMask } from "../../../runtime/fields/mask";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { Input, Textarea } from "../../ui/input";
import type { CellProps, ControlProps } from "../contract";
import { inputProps, TextCell, textOf } from "./common";
import { filterInput } from "./filter";

interface TextKind {
  type?: HTMLInputTypeAttribute;
  inputMode?: "text" | "tel" | "email" | "url";
  autoComplete?: string;
  mono?: boolean;
  /** Address a value leads to: mailto:, tel:, https:. Undefined for a value that is none. */
  href?(value: string): string | undefined;
}

/**
 * What an input reports: with a mask its fixed characters are there by themselves while one types at the end. In the middle the text is
 * left alone until the field is left, because the cursor would jump.
 */
export function typed(mask: string | undefined, text: string, cursor: number | null): string | null {
  return (mask !== undefined && cursor === text.length ? fillMask(mask, text) : text) || null;
}

/** Control, Cell and FilterInput of everything that is one line of text. */
export function textUi({ type = "text", inputMode, autoComplete = "off", mono, href }: TextKind = {}) {
  function Control(props: ControlProps) {
    return (
      <Input
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        className={mono ? "font-mono" : undefined}
        value={asMasked(props.field.mask, textOf(props.value))}
        onChange={({ target }) => props.onChange(typed(props.field.mask, target.value, target.selectionStart))}
        onBlur={({ target }) => props.field.mask && target.value !== fillMask(props.field.mask, target.value) && props.onChange(fillMask(props.field.mask, target.value))}
        {...inputProps(props)}
        placeholder={props.field.placeholder ?? props.field.mask}
      />
    );
  }
  function Cell(props: CellProps) {
    const target = href && typeof props.value === "string" && props.field.right !== "masked" ? href(props.value) : undefined;
    if (!target) return mono ? <span className="font-mono text-xs"><TextCell {...props} /></span> : <TextCell {...props} />;
    return <LinkCell {...props} href={target} />;
  }
  return { Control, Cell, FilterInput: filterInput(Control) };
}

function LinkCell({ href, compact, ...props }: CellProps & { href: string }) {
  const t = useT();
  const outside = href.startsWith("http");
  return (
    <a
      href={href}
      onClick={(event) => event.stopPropagation()}
      {...(outside ? { target: "_blank", rel: "noopener noreferrer" } : {})}
      className={cn("rounded-sm text-accent-ink underline-offset-2 hover:underline", compact ? "block truncate" : "inline-flex items-center gap-1 break-all")}
    >
      <TextCell {...props} compact={compact} />
      {outside && !compact && <ExternalLink className="size-3.5 shrink-0" aria-label={t("field.opensNewTab")} />}
    </a>
  );
}

/** Only web addresses become links; "javascript:" and friends stay text. */
export function webHref(value: string): string | undefined {
  const text = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/^[a-z]+:(?!\/\/)/i.test(value) ? text : undefined;
}

/** Text of several lines; `mono` for code. */
export function longTextUi({ mono = false, rows = 3 }: { mono?: boolean; rows?: number } = {}) {
  function Control(props: ControlProps) {
    if (props.compact) return <Input value={textOf(props.value)} onChange={(event) => props.onChange(event.target.value === "" ? null : event.target.value)} {...inputProps(props)} />;
    return (
      <Textarea
        rows={rows}
        spellCheck={mono ? false : undefined}
        className={mono ? "font-mono text-xs" : undefined}
        value={textOf(props.value)}
        onChange={(event) => props.onChange(event.target.value === "" ? null : event.target.value)}
        {...inputProps(props)}
      />
    );
  }
  function Cell(props: CellProps) {
    if (props.compact) return <TextCell {...props} />;
    return (
      <div className={cn("break-words whitespace-pre-wrap", mono && "rounded-md bg-sunken p-2 font-mono text-xs empty:hidden")}>
        <TextCell {...props} />
      </div>
    );
  }
  return { Control, Cell, FilterInput: filterInput((props) => <Control {...props} compact />) };
}
