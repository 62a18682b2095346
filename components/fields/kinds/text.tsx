"use client";
import type { HTMLInputTypeAttribute } from "react";
import { asMasked, fillMask } from "../../../runtime/fields/mask";
import { Input, Textarea } from "../../ui/input";
import type { ControlProps } from "../contract";
import { inputProps, textOf } from "./common";
import { filterInput } from "./filter";

interface TextKind {
  type?: HTMLInputTypeAttribute;
  inputMode?: "text" | "tel" | "email" | "url";
  autoComplete?: string;
  mono?: boolean;
}

/**
 * What an input reports: with a mask its fixed characters are there by themselves while one types at the end. In the middle the text is
 * left alone until the field is left, because the cursor would jump.
 */
export function typed(mask: string | undefined, text: string, cursor: number | null): string | null {
  return (mask !== undefined && cursor === text.length ? fillMask(mask, text) : text) || null;
}

/** Control and FilterInput of everything that is one line of text. */
export function textUi({ type = "text", inputMode, autoComplete = "off", mono }: TextKind = {}) {
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
  return { Control, FilterInput: filterInput(Control) };
}

/** Text of several lines, as high as the field says; `mono` for code. */
export function longTextUi({ mono = false, rows = 3 }: { mono?: boolean; rows?: number } = {}) {
  function Control(props: ControlProps) {
    if (props.compact) return <Input value={textOf(props.value)} onChange={(event) => props.onChange(event.target.value === "" ? null : event.target.value)} {...inputProps(props)} />;
    return (
      <Textarea
        rows={typeof props.field.options.rows === "number" ? props.field.options.rows : rows}
        spellCheck={mono ? false : undefined}
        className={mono ? "font-mono text-xs" : undefined}
        value={textOf(props.value)}
        onChange={(event) => props.onChange(event.target.value === "" ? null : event.target.value)}
        {...inputProps(props)}
      />
    );
  }
  return { Control, FilterInput: filterInput((props) => <Control {...props} compact />) };
}
