"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { StudioChange } from "../../../runtime/studio/documents";
import type { Design } from "../../../runtime/studio/edit";
import { asDefault, columnsOf, newScreen, SCREEN_KINDS, screensOf, withColumns, withSetting, type ScreenKind } from "../../../runtime/studio/screens";
import { Setting } from "../../dashboards/builder/field";
import { useModel } from "../../data/model";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import type { ListState } from "../../lists/list-state";
import { Button } from "../../ui/button";
import { Input, NativeSelect } from "../../ui/input";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import { Notice } from "../../ui/states";
import { viewKinds } from "../../views/registry";
import { Icon } from "../../ui/icon";
import { LookAs } from "../look-as";
import { usePreviewModel, useRoleChoices } from "../use-preview";
import { asChosen, ListSettings } from "./list-settings";
import { ScreenPreview } from "./screen-preview";
import { ViewSettings } from "./view-settings";

interface ScreensProps {
  entity: string;
  design: Design;
  changes: readonly StudioChange[];
  /** What a pack brought goes with the pack. */
  mayRemove(key: string): boolean;
  change(next: (now: Design) => Design): void;
}

/** Lists, boards, calendars, timelines and trees of an entity: settings beside the real screen. */
export function ScreensTab({ entity: name, design, changes, mayRemove, change }: ScreensProps) {
  const t = useT();
  const published = useModel();
  const roles = useRoleChoices();
  const [role, setRole] = useState("");
  const settled = useDebounced(changes, 300);
  const mine = usePreviewModel(settled);
  const theirs = usePreviewModel(settled, role);
  const screens = screensOf(design);
  const [chosen, setChosen] = useState<string>();
  const [key, kind] = screens.find(([one]) => one === chosen) ?? screens[0] ?? [];
  const model = mine.data ?? published;
  const entity = model.entities[name];
  const document = key === undefined ? undefined : design[key];
  const add = (wanted: ScreenKind) => {
    if (!entity) return;
    const made = newScreen(wanted, name, wanted === "list" ? t("studio.word.allOf", { plural: entity.plural }) : t(viewKinds[wanted].label), entity.fields, design);
    if (!made) return;
    change((now) => ({ ...now, [made.key]: made.document }));
    setChosen(made.key);
  };
  const remove = () => key && change(({ [key]: _gone, ...rest }) => rest);
  const set = (next: Record<string, unknown>) => key && change((now) => ({ ...now, [key]: next }));
  const inPreview = ({ columns, sort }: Partial<ListState>) => {
    if (!document) return;
    // Carrying a column says nothing about widths.
    const isCarried = columns?.map(({ path }) => path).join() !== columnsOf(document).map(({ field }) => field).join();
    const first = columns ? withColumns(document, isCarried ? asChosen(document, columns) : columns) : document;
    if (columns || sort) set(sort ? withSetting(first, "sort", sort) : first);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        {key && <NativeSelect aria-label={t("studio.screen")} className="w-auto max-w-64" value={key} onValueChange={setChosen}>{screens.map(([one, of]) => <option key={one} value={one}>{t(viewKinds[of].label)}: {String(design[one]!["label"])}</option>)}</NativeSelect>}
        <Menu>
          <MenuTrigger asChild><Button><Plus />{t("studio.addScreen")}</Button></MenuTrigger>
          <MenuContent align="start">
            {SCREEN_KINDS.map((one) => <MenuItem key={one} disabled={!entity || newScreen(one, name, "", entity.fields, design) === undefined} onSelect={() => add(one)}><Icon name={viewKinds[one].icon} className="size-4" />{t(viewKinds[one].label)}</MenuItem>)}
          </MenuContent>
        </Menu>
        {key && screens.length > 1 && mayRemove(key) && <Button variant="ghost" size="icon" aria-label={t("studio.removeScreen")} onClick={remove}><Trash2 /></Button>}
        <p className="min-w-0 flex-1 truncate text-xs text-ink-3 max-lg:hidden">{t("studio.screensHint")}</p>
        <div className="ml-auto"><LookAs roles={roles} role={role} onRole={setRole} /></div>
      </div>
      {mine.error && <Notice tone="danger" className="m-3">{mine.error.message}</Notice>}
      {document && kind && key && entity && (
        <div className="grid min-h-0 flex-1 grid-cols-[20rem_minmax(0,1fr)] max-md:flex max-md:flex-col max-md:overflow-y-auto">
          <aside aria-label={t("studio.properties")} className="scroll-thin overflow-y-auto border-r border-line p-4 max-md:shrink-0 max-md:border-r-0 max-md:border-b">
            <div className="mb-4"><Setting label={t("studio.label")}>{(id) => <Input id={id} maxLength={200} value={String(document["label"])} onChange={(event) => set({ ...document, label: event.target.value })} />}</Setting></div>
            {kind === "list" ? <ListSettings document={document} entity={entity} model={model} onChange={set} onFirst={() => change((now) => asDefault(now, key))} /> : <ViewSettings kind={kind} document={document} entity={entity} model={model} onChange={set} onFirst={() => undefined} />}
          </aside>
          <section aria-label={t("studio.preview")} data-testid="screen-preview" className="flex min-h-80 min-w-0 flex-col bg-canvas max-md:h-[28rem] max-md:shrink-0">
            <ScreenPreview kind={kind} document={document} entity={name} model={theirs.data ?? model} onChange={inPreview} />
          </section>
        </div>
      )}
    </div>
  );
}
