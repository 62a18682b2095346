"use client";
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "../ui/cn";
import { mentionAt, nameFor, type People } from "./mention-text";
import { MentionList, useMentionable, type Offered } from "./mention-list";

interface PostFieldProps {
  entity: string;
  id: string;
  label: string;
  placeholder?: string;
  text: string;
  people: People;
  onChange(text: string, people: People): void;
  onSend(): void;
  onCancel?(): void;
  onFiles(files: readonly File[]): void;
  autoFocus?: boolean;
  /** Under the text: files and buttons. */
  children: ReactNode;
  tone?: "private";
}

/** A box to write a post in: @ names people, Ctrl+Enter sends, files may be pasted or dropped. */
export function PostField({ entity, id, label, placeholder, text, people, onChange, onSend, onCancel, onFiles, autoFocus, children, tone }: PostFieldProps) {
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number>(undefined);
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<number>();
  const [active, setActive] = useState(0);
  const [over, setOver] = useState(false);
  const typed = mentionAt(text, caret);
  const offered = useMentionable(entity, id, typed && typed.from !== dismissed ? typed.query : undefined);
  const open = offered.length > 0;
  const at = Math.min(active, offered.length - 1);

  useLayoutEffect(() => {
    if (caretAfter.current === undefined) return;
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    setCaret(caretAfter.current);
    caretAfter.current = undefined;
  }, [text]);

  const choose = (person: Offered) => {
    if (!typed) return;
    const name = nameFor(people, person.id, person.title);
    const before = `${text.slice(0, typed.from)}@${name} `;
    caretAfter.current = before.length;
    setActive(0);
    onChange(before + text.slice(caret).replace(/^ /, ""), { ...people, [name]: person.id });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (open && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      choose(offered[at]!);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setDismissed(typed?.from);
    } else if (event.key === "Escape" && onCancel) {
      event.stopPropagation();
      onCancel();
    }
  };
  const take = (list: FileList | undefined, event: { preventDefault(): void }) => {
    if (!list?.length) return;
    event.preventDefault();
    onFiles([...list]);
  };

  return (
    <div
      onDragOver={(event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        take(event.dataTransfer.files, event);
      }}
      className={cn("relative rounded-lg border border-line-strong bg-raised focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent", tone === "private" && "bg-warning-soft", over && "border-accent bg-accent-soft")}
    >
      <textarea
        ref={area}
        rows={1}
        value={text}
        aria-label={label}
        placeholder={placeholder}
        autoFocus={autoFocus}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${at}` : undefined}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          onChange(event.target.value, people);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setDismissed(typed?.from)}
        onKeyDown={onKeyDown}
        onPaste={(event) => take(event.clipboardData.files, event)}
        className="block max-h-96 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 pb-1 text-sm [field-sizing:content] focus-visible:outline-none"
      />
      {children}
      {open && <MentionList id={listId} people={offered} active={at} onChoose={choose} />}
    </div>
  );
}
