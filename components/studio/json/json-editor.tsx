"use client";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, linter, lintKeymap, type Diagnostic } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { keysAt, meaningAt, valuesAt, type Grammar } from "../../../runtime/studio/json-help";
import { keyPath, placeAt, rangeOf } from "./places";

export interface JsonProblem {
  readonly pointer: string;
  readonly message: string;
  readonly remedy?: string;
}

interface EditorProps {
  label: string;
  kind: string;
  text: string;
  /** The text as it is published; shown as a difference when given. */
  original?: string;
  grammar: Grammar;
  problems: readonly JsonProblem[];
  onChange(text: string): void;
}

const COLORS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--tone-blue-ink)" }, { tag: tags.string, color: "var(--tone-green-ink)" }, { tag: [tags.number, tags.bool, tags.null], color: "var(--tone-purple-ink)" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "var(--color-canvas)", color: "var(--color-ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono, ui-monospace, monospace)", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "var(--color-sunken)", color: "var(--color-ink-3)", borderRight: "1px solid var(--color-line)" },
  ".cm-content": { caretColor: "var(--color-ink)" },
  ".cm-cursor": { borderLeftColor: "var(--color-ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--color-accent-soft)" },
  ".cm-tooltip": { backgroundColor: "var(--color-raised)", color: "var(--color-ink)", border: "1px solid var(--color-line)", borderRadius: "6px", maxWidth: "28rem" },
  ".cm-tooltip-hover": { padding: "0.4rem 0.6rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--color-active)", color: "var(--color-ink)" },
  ".cm-completionInfo": { padding: "0.4rem 0.6rem" },
  ".cm-insertedLine, .cm-changedLine": { backgroundColor: "var(--tone-green-bg)" },
  ".cm-deletedChunk": { backgroundColor: "var(--tone-red-bg)" },
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Half typed: help goes by the grammar alone.
    return undefined;
  }
};

/** Puts a key with its first value in, with a comma where another key follows; the value is chosen, so that typing replaces it. */
const put = (key: string, value: string, comma: boolean) => (view: EditorView, _completion: Completion, from: number, to: number): void => {
  const insert = `${key}: ${value}`;
  const end = from + insert.length;
  const begin = end - value.length;
  const isOpen = /^["[{]/.test(value);
  view.dispatch({ changes: { from, to, insert: comma ? `${insert},` : insert }, selection: isOpen ? { anchor: begin + 1, head: value.startsWith('"') ? end - 1 : begin + 1 } : { anchor: begin, head: end }, userEvent: "input.complete" });
};

function complete(kind: string, grammar: Grammar) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const { path, node, isKey, siblings } = placeAt(state, pos);
    const document = parsed(state.doc.toString());
    const word = node.name === "PropertyName" || ["String", "True", "False", "Null"].includes(node.name) ? node : undefined;
    if (!word && !explicit && !/["\s{,:[]$/.test(state.sliceDoc(Math.max(0, pos - 1), pos))) return null;
    const from = word ? word.from : pos;
    const to = word ? word.to : pos;
    const after = state.sliceDoc(to, to + 200).trimStart();
    // A key that has its value already is only called otherwise.
    const hasValue = after.startsWith(":");
    const options: Completion[] = isKey
      ? keysAt(grammar, kind, path, document, siblings).map(({ name, description, needed, start }) => ({ label: `"${name}"`, type: "property", info: description, boost: needed ? 1 : 0, apply: hasValue ? `"${name}"` : put(`"${name}"`, start, after.startsWith('"')) }))
      : valuesAt(grammar, kind, path, document).map((value) => ({ label: value, type: "enum" }));
    return options.length > 0 ? { from, to, options } : null;
  };
}

const explain = (kind: string, grammar: Grammar) => hoverTooltip((view, pos) => {
  const { node } = placeAt(view.state, pos);
  const found = meaningAt(grammar, kind, keyPath(view.state, node), parsed(view.state.doc.toString()));
  if (!found) return null;
  return {
    pos: node.from, end: node.to,
    create: () => {
      const dom = document.createElement("div");
      dom.lang = "en";
      dom.append(found.description);
      if (found.example) {
        const example = dom.appendChild(document.createElement("pre"));
        example.className = "mt-1 overflow-x-auto text-xs opacity-80";
        example.textContent = found.example.slice(0, 400);
      }
      return { dom };
    },
  };
});

/** What the parser says; when it is content, what the server says. */
function problemLinter(problems: readonly JsonProblem[]) {
  const syntax = jsonParseLinter();
  return linter((view): readonly Diagnostic[] => {
    const wrong = syntax(view);
    return wrong.length > 0 ? wrong : problems.map(({ pointer, message, remedy }) => ({ ...rangeOf(view.state, pointer), severity: "error" as const, message: [message, remedy].filter(Boolean).join(" ") }));
  }, { delay: 100 });
}

/** JSON with keys and values offered, their meaning under the pointer, what is wrong at its place, and the difference to what counts now. */
export default function JsonEditor({ label, kind, text, original, grammar, problems, onChange }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const live = useRef(onChange);
  live.current = onChange;
  const checks = useRef(new Compartment());
  const differences = useRef(new Compartment());
  const first = useRef(text);

  useEffect(() => {
    const editor = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), json(), syntaxHighlighting(COLORS), LOOK, EditorView.lineWrapping, EditorState.tabSize.of(2),
          autocompletion({ override: [complete(kind, grammar)] }), explain(kind, grammar), lintGutter(), checks.current.of(problemLinter([])), differences.current.of([]),
          // Tab leaves the editor, as everywhere on the page.
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorView.updateListener.of((update) => update.docChanged && live.current(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [kind, grammar, label]);
  useEffect(() => {
    first.current = text;
    const editor = view.current;
    // Changed from elsewhere (undone, or in the visual designer).
    if (editor && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    view.current?.dispatch({ effects: differences.current.reconfigure(original === undefined ? [] : unifiedMergeView({ original, mergeControls: false })) });
  }, [original]);
  useEffect(() => {
    view.current?.dispatch({ effects: checks.current.reconfigure(problemLinter(problems)) });
  }, [problems]);
  return <div ref={box} className="h-full min-h-0 [&_.cm-editor]:h-full" />;
}
