"use client";
import { DndContext, DragOverlay, PointerSensor, pointerWithin, useDraggable, useDroppable, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { Eye, GripVertical, Pencil, Plus, X } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import type { StudioChange } from "../../../runtime/studio/documents";
import { addSection, addTab, placedFields, placeField, stepField, unplaceField, type FormDocument, type FormSectionDocument } from "../../../runtime/studio/edit";
import { useEntity, useModel } from "../../data/model";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { NativeSelect } from "../../ui/input";
import { usePreviewModel } from "../use-preview";
import { FormPreview } from "./form-preview";
import { FormProperties, type Selection } from "./form-properties";

interface DesignerProps {
  entity: string;
  form: FormDocument;
  fields: readonly FieldAnswer[];
  /** All that is not published yet, for the preview. */
  changes: readonly StudioChange[];
  forms: readonly { readonly key: string; readonly label: string }[];
  shown: string;
  onShow(key: string): void;
  onChange(next: (form: FormDocument) => FormDocument): void;
}

/** A form as it is built: fields are dragged, or moved with Alt and the arrow keys; the preview is the real form. */
export function FormDesigner({ entity, form, fields, changes, forms, shown, onShow, onChange }: DesignerProps) {
  const t = useT();
  const system = useEntity(entity)?.fields.filter((field) => field.system) ?? [];
  const all = [...fields, ...system].map(({ name, label }) => ({ name, label }));
  const labelOf = (name: string): string => all.find((field) => field.name === name)?.label ?? name;
  const [tabId, setTab] = useState(form.tabs[0]?.id);
  const tab = form.tabs.find(({ id }) => id === tabId) ?? form.tabs[0]!;
  const [selected, setSelected] = useState<Selection>();
  const published = useModel();
  const model = usePreviewModel(useDebounced(changes, 300)).data ?? published;
  const seen = model.entities[entity];
  const [dragged, setDragged] = useState<string>();
  const [previewing, setPreviewing] = useState(false);
  const [said, setSaid] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const placed = placedFields(form);
  const free = all.filter(({ name }) => !placed.has(name));
  const section = tab.sections.find(({ id }) => selected?.kind === "section" && id === selected.id) ?? tab.sections.find(({ fields: places }) => selected?.kind === "field" && places.some(({ field }) => field === selected.id)) ?? tab.sections[0];

  const place = (name: string, into: string, before?: string) => {
    onChange((now) => placeField(now, name, { section: into, ...(before === undefined ? {} : { before }) }));
    setSelected({ kind: "field", id: name });
    setSaid(t("studio.fieldPlaced", { field: labelOf(name) }));
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(undefined);
    const target = over?.data.current as { section: string; before?: string } | undefined;
    if (target) place(String(active.id), target.section, target.before);
  };
  // Whoever adds a tab goes on with it.
  const appendTab = () => {
    const next = addTab(form, t("studio.newTab", { number: form.tabs.length + 1 }));
    const { id } = next.tabs.at(-1)!;
    onChange(() => next);
    setTab(id);
    setSelected({ kind: "tab", id });
  };
  const onKey = (name: string) => (event: KeyboardEvent) => {
    const step = ({ ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 } as const)[event.key as "ArrowUp"];
    if (event.altKey && step) {
      event.preventDefault();
      onChange((now) => stepField(now, name, step));
      setSaid(t("studio.fieldPlaced", { field: labelOf(name) }));
    } else if (event.key === "Delete") {
      event.preventDefault();
      onChange((now) => unplaceField(now, name));
      setSelected(undefined);
    }
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <p role="status" className="sr-only">{said}</p>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        {forms.length > 1 && <NativeSelect aria-label={t("studio.form")} className="w-auto" value={shown} onValueChange={onShow}>{forms.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}</NativeSelect>}
        <p className="min-w-0 flex-1 text-xs text-ink-3 max-md:hidden">{t("studio.designerHint")}</p>
        <Button className="ml-auto" aria-pressed={previewing} onClick={() => setPreviewing(!previewing)}>{previewing ? <><Pencil />{t("studio.design")}</> : <><Eye />{t("studio.preview")}</>}</Button>
      </div>
      {previewing ? <FormPreview entity={entity} form={form} changes={changes} /> : (
        <DndContext sensors={sensors} collisionDetection={pointerWithin} onDragStart={({ active }) => setDragged(String(active.id))} onDragEnd={drop} onDragCancel={() => setDragged(undefined)}>
          <div className="grid min-h-0 flex-1 grid-cols-[13rem_minmax(0,1fr)_16rem] max-lg:grid-cols-[11rem_minmax(0,1fr)] max-md:flex max-md:flex-col max-md:overflow-y-auto">
            <aside aria-label={t("studio.palette")} className="scroll-thin overflow-y-auto border-r border-line p-3 max-md:shrink-0 max-md:border-r-0 max-md:border-b">
              <h3 className="mb-2 text-xs font-medium text-ink-3">{t("studio.palette")}</h3>
              <ul className="grid gap-1 max-md:flex max-md:flex-wrap">
                {free.map(({ name, label }) => <li key={name}><Grip name={name} className="w-full"><button type="button" className="min-w-0 flex-1 truncate text-left" aria-label={t("studio.placeField", { field: label })} onClick={() => section && place(name, section.id)}>{label}</button></Grip></li>)}
              </ul>
              {free.length === 0 && <p className="text-xs text-ink-3">{t("studio.allPlaced")}</p>}
            </aside>
            <div className="scroll-thin overflow-y-auto bg-sunken p-4 max-md:shrink-0">
              <div className="mb-3 flex flex-wrap items-center gap-1">
                {form.tabs.map((one) => <Button key={one.id} variant={one.id === tab.id ? "secondary" : "ghost"} aria-current={one.id === tab.id} onClick={() => { setTab(one.id); setSelected({ kind: "tab", id: one.id }); }}>{one.label}</Button>)}
                <Button variant="ghost" onClick={appendTab}><Plus />{t("studio.addTab")}</Button>
              </div>
              <div className="grid gap-3">
                {tab.sections.map((one) => (
                  <Section key={one.id} section={one} isSelected={selected?.kind === "section" && selected.id === one.id} onSelect={() => setSelected({ kind: "section", id: one.id })}>
                    {one.fields.map((item) => (
                      <Place key={item.id} section={one.id} name={item.field} wide={(item.span ?? 1) > 1 && (one.columns ?? 1) > 1}>
                        <Grip name={item.field} className={cn("w-full", selected?.kind === "field" && selected.id === item.field && "border-accent ring-1 ring-accent")}>
                          <button type="button" aria-pressed={selected?.kind === "field" && selected.id === item.field} aria-label={labelOf(item.field)} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete" className="min-w-0 flex-1 truncate text-left" onClick={() => setSelected({ kind: "field", id: item.field })} onKeyDown={onKey(item.field)}>{labelOf(item.field)}</button>
                          <button type="button" tabIndex={-1} aria-label={t("studio.takeOff", { field: labelOf(item.field) })} className="shrink-0 rounded-sm text-ink-3 hover:text-ink" onClick={() => onChange((now) => unplaceField(now, item.field))}><X className="size-3.5" aria-hidden /></button>
                        </Grip>
                      </Place>
                    ))}
                  </Section>
                ))}
                <Button variant="ghost" className="justify-self-start" onClick={() => onChange((now) => addSection(now, tab.id, t("studio.newSection")))}><Plus />{t("studio.addSection")}</Button>
              </div>
            </div>
            <aside aria-label={t("studio.properties")} className="scroll-thin overflow-y-auto border-l border-line p-4 max-lg:col-span-2 max-lg:border-t max-lg:border-l-0 max-md:shrink-0">
              <FormProperties form={form} selection={selected ?? { kind: "tab", id: tab.id }} seen={seen && { entity: seen, model }} labelOf={labelOf} onChange={onChange} onSelect={setSelected} />
            </aside>
          </div>
          <DragOverlay dropAnimation={null}>{dragged && <div className="flex h-9 w-48 items-center gap-1 rounded-md border border-accent bg-raised px-2 text-sm shadow-pop"><GripVertical className="size-4 text-ink-3" aria-hidden /><span className="truncate">{labelOf(dragged)}</span></div>}</DragOverlay>
        </DndContext>
      )}
    </div>
  );
}

/** What is dragged: by its grip, so that it can still be pressed. */
function Grip({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: name });
  return (
    <div ref={setNodeRef} data-place={name} {...listeners} className={cn("flex h-9 cursor-grab touch-none items-center gap-1 rounded-md border border-line bg-raised px-1.5 text-sm hover:border-line-strong", isDragging && "opacity-40", className)}>
      <GripVertical className="size-4 shrink-0 text-ink-3" aria-hidden />
      {children}
    </div>
  );
}

function Place({ section, name, wide, children }: { section: string; name: string; wide: boolean; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id: `before ${section} ${name}`, data: { section, before: name } });
  return <div ref={setNodeRef} className={cn("relative", wide && "col-span-full", isOver && "before:absolute before:inset-y-0 before:-left-1.5 before:w-0.5 before:rounded before:bg-accent")}>{children}</div>;
}

const COLUMNS: Readonly<Record<number, string>> = { 1: "grid-cols-1", 2: "grid-cols-2", 3: "grid-cols-3" };

function Section({ section, isSelected, onSelect, children }: { section: FormSectionDocument; isSelected: boolean; onSelect(): void; children: ReactNode }) {
  const t = useT();
  const { setNodeRef, isOver } = useDroppable({ id: `end ${section.id}`, data: { section: section.id } });
  return (
    <section aria-label={section.label ?? t("studio.section")} className={cn("rounded-lg border border-line bg-canvas p-3", isSelected && "border-accent ring-1 ring-accent")}>
      <button type="button" className={cn("mb-2 block rounded-sm text-sm font-semibold", !section.label && "font-normal text-ink-3")} aria-pressed={isSelected} onClick={onSelect}>{section.label ?? t("studio.section")}</button>
      <div ref={setNodeRef} className={cn("grid min-h-12 gap-2 rounded-md", COLUMNS[section.columns ?? 1], isOver && "bg-accent-soft")}>
        {children}
        {section.fields.length === 0 && <p className="col-span-full self-center text-center text-xs text-ink-3">{t("studio.dropHere")}</p>}
      </div>
    </section>
  );
}
