"use client";
import { useMemo, useState, type MouseEvent } from "react";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import type { StudioDocument } from "../../../runtime/studio/documents";
import type { ScreenKind } from "../../../runtime/studio/screens";
import { ModelProvider, useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { baseOf, settingsOf, type ListState } from "../../lists/list-state";
import { EmptyState } from "../../ui/states";
import { viewKinds } from "../../views/registry";

interface PreviewProps {
  kind: ScreenKind;
  document: StudioDocument;
  entity: string;
  model: ClientModel;
  /** What was changed in the preview itself: columns carried or widened, another order. */
  onChange(change: Partial<ListState>): void;
}

const NO_VIEWS = { items: [], default: null };

/** The real screen with the records one sees; nothing can be changed in it but the screen. What is not published yet has no values. */
export function ScreenPreview({ kind, document, entity: name, model, onChange }: PreviewProps) {
  const t = useT();
  const published = useModel().entities[name];
  const [quick, setQuick] = useState<readonly string[]>([]);
  const shown = useMemo(() => readable(model, name, published), [model, name, published]);
  const entity = shown.entities[name];
  const own = String(document["name"]);
  const isThere = kind === "list" ? entity?.lists.some((one) => one.name === own) : model.parts[kind].some((one) => one.entity === name && one.name === own);
  if (!published || !entity || !isThere) return <EmptyState title={t(published ? "studio.notForRole" : "studio.afterPublish")} />;
  const state: ListState = { q: "", quick, deleted: false, ...(kind === "list" ? { list: own } : { as: kind, part: own }) };
  const base = kind === "list" ? baseOf(entity, state, NO_VIEWS) : { key: "", kind, sort: entity.defaultSort, quickFilters: [], pageSize: 50 };
  const settings = settingsOf(shown, entity, base, state);
  const { Component } = viewKinds[kind];
  const stay = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a, [role=row]:not([aria-rowindex='1']), [data-card]")) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <ModelProvider model={shown}>
      {base.quickFilters.length > 0 && (
        <div className="flex shrink-0 flex-wrap gap-1 border-b border-line px-3 py-1.5">
          {base.quickFilters.map((one) => <button key={one.id} type="button" aria-pressed={quick.includes(one.id)} className="h-7 rounded-full border border-line px-2.5 text-xs hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-ink" onClick={() => setQuick(quick.includes(one.id) ? quick.filter((id) => id !== one.id) : [...quick, one.id])}>{one.label}</button>)}
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col" onClickCapture={stay} onDoubleClickCapture={stay}>
        <Component key={`${kind} ${own}`} entity={entity} base={base} settings={settings} state={state} change={onChange} onTotal={() => undefined} onSearch={() => undefined} />
      </div>
    </ModelProvider>
  );
}

/** Fields that can be asked for already, and no rights to write: the preview shows, it does not do. */
function readable(model: ClientModel, name: string, published: ClientEntity | undefined): ClientModel {
  const entity = model.entities[name];
  if (!entity || !published) return model;
  const known = new Map(published.fields.map((field) => [field.name, field.type]));
  const fields = entity.fields.filter((field) => known.get(field.name) === field.type);
  const titleField = known.has(entity.titleField) ? entity.titleField : published.titleField;
  const rights = { ...entity.rights, create: false, update: false, delete: false };
  const parts = { ...model.parts, board: model.parts.board.map((one) => (one.entity === name ? { ...one, cardFields: one.cardFields.filter((field) => known.has(field)) } : one)) };
  return { ...model, parts, entities: { ...model.entities, [name]: { ...entity, titleField, fields, rights } } };
}
