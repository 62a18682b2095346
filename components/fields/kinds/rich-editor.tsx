"use client";
import { Bold, Italic, Link as LinkIcon, List, ListOrdered, RemoveFormatting, Underline, type LucideIcon } from "lucide-react";
import { useEffect, useRef, type ClipboardEvent } from "react";
import { sanitise } from "../../../runtime/fields/richText/sanitise";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import type { ControlProps } from "../contract";
import { cleanHtml } from "./html";

const COMMANDS: readonly (readonly [command: string, icon: LucideIcon, word: MessageKey])[] = [
  ["bold", Bold, "rich.bold"],
  ["italic", Italic, "rich.italic"],
  ["underline", Underline, "rich.underline"],
  ["insertUnorderedList", List, "rich.list"],
  ["insertOrderedList", ListOrdered, "rich.numbers"],
  ["removeFormat", RemoveFormatting, "rich.clear"],
];

/** Formatted text on the platform's own editing. What is pasted and what is sent is cleaned; the server cleans again. */
export function RichEditor({ id, value, onChange, disabled, invalid, describedBy, labelledBy }: ControlProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<string>(undefined);
  const html = typeof value === "string" ? value : "";

  useEffect(() => {
    // The editor owns its content while it is typed into; only a value from elsewhere is written in.
    if (box.current && html !== last.current) box.current.innerHTML = cleanHtml(html);
    last.current = html;
  }, [html]);

  const report = () => {
    const clean = cleanHtml(box.current?.innerHTML ?? "");
    const empty = (box.current?.textContent ?? "").trim() === "";
    last.current = empty ? "" : clean;
    onChange(empty ? null : clean);
  };
  const run = (command: string, argument?: string) => {
    box.current?.focus();
    document.execCommand(command, false, argument);
    report();
  };
  const addLink = () => {
    const href = window.prompt(t("rich.linkAddress"), "https://");
    if (href && /^(https?:|mailto:)/i.test(href)) run("createLink", href);
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const pasted = event.clipboardData.getData("text/html");
    // Written anew by the sanitiser of the server first: no parser of the browser sees what comes from elsewhere.
    if (pasted) run("insertHTML", cleanHtml(sanitise(pasted)));
    else run("insertText", event.clipboardData.getData("text/plain"));
  };

  return (
    <div className="field-box" aria-invalid={invalid ? true : undefined}>
      {!disabled && (
        <div role="toolbar" aria-label={t("rich.toolbar")} className="flex flex-wrap gap-0.5 border-b border-line p-1">
          {COMMANDS.map(([command, Icon, word]) => (
            <Button key={command} variant="ghost" size="iconSm" aria-label={t(word)} onMouseDown={(event) => event.preventDefault()} onClick={() => run(command)}>
              <Icon />
            </Button>
          ))}
          <Button variant="ghost" size="iconSm" aria-label={t("rich.link")} onClick={addLink}>
            <LinkIcon />
          </Button>
        </div>
      )}
      <div
        ref={box}
        id={id}
        role="textbox"
        aria-multiline
        tabIndex={0}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        contentEditable={!disabled}
        suppressContentEditableWarning
        onInput={report}
        onPaste={onPaste}
        className="prose max-h-96 min-h-24 overflow-y-auto px-2.5 py-1.5 outline-none"
      />
    </div>
  );
}
