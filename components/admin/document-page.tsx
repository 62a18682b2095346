"use client";
import { useSearchParams } from "next/navigation";
import { useState, type ReactNode } from "react";
import { Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { DocumentList, type ListWords } from "./document-list";
import { Loaded } from "./parts";
import type { AdminSection } from "./sections";
import { useAdmin } from "./use-admin";

interface PageProps<D> {
  section: AdminSection["name"];
  kind: string;
  icon: ReactNode;
  words: DocumentWords;
  /** A document that nobody has kept yet. */
  made(name: string, label: string): D;
  /** `revision`: the one the document was read at; undefined for a new one. `isDraft`: it is the author's, the others see what is published. */
  editor(document: D, revision: number | undefined, isDraft: boolean): ReactNode;
}

interface DocumentWords extends ListWords {
  /** Where the address names none that is there. */
  readonly gone: string;
}

/** Documents of one kind: the list, and each in its editor by `?<kind>=<name>`. */
export function DocumentPage<D extends { readonly label: string }>({ section, kind, icon, words, made, editor }: PageProps<D>) {
  const params = useSearchParams();
  const name = params.get(kind);
  if (name !== null) return <OneDocument key={name} section={section} kind={kind} name={name} gone={words.gone} fresh={params.get("new")} made={made} editor={editor} />;
  const addressOf = (one: string, label?: string): string => `/admin/${section}?${kind}=${one}${label === undefined ? "" : `&new=${encodeURIComponent(label)}`}`;
  return <DocumentList section={section} kind={kind} icon={icon} addressOf={addressOf} words={words} />;
}

interface Stored<D> {
  readonly revision: number;
  readonly document: D | null;
  readonly draft?: { readonly document: D | null; readonly baseRevision: number };
}

function OneDocument<D extends { readonly label: string }>({ section, kind, name, gone, fresh, made, editor }: Omit<PageProps<D>, "icon" | "words"> & { name: string; gone: string; fresh: string | null }) {
  // The address loses the label once the document is kept; until one leaves, it stays the new one.
  const [label] = useState(fresh);
  const query = useAdmin<Stored<D>>(`/metadata/${kind}/${name}`, label === null);
  if (label !== null) return <AdminFrame section={section} title={label}>{editor(made(name, label), undefined, false)}</AdminFrame>;
  const document = query.data?.draft?.document ?? query.data?.document;
  return (
    <AdminFrame section={section} title={document?.label ?? name}>
      <Loaded query={query}>{(data) => (document ? editor(document, data.draft?.baseRevision ?? data.revision, data.draft?.document != null) : <Notice tone="warning">{gone}</Notice>)}</Loaded>
    </AdminFrame>
  );
}
