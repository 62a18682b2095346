"use client";
import { Panel, useReactFlow } from "@xyflow/react";
import { AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalSpaceBetween, AlignStartHorizontal, AlignStartVertical, AlignVerticalSpaceBetween, Download, Maximize, Minus, Plus, Search, WandSparkles } from "lucide-react";
import { memo, useEffect, useRef, useState } from "react";
import type { ProcessDefinition, ProcessNode } from "../../../runtime/workflow/definition/types";
import { alignNodes, type Alignment } from "../../../runtime/workflow/edit/align";
import { centerOf, nodesHere } from "../../../runtime/workflow/edit/drawing";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import { downloadBpmn, downloadPng, downloadSvg } from "../export-drawing";
import { arrange } from "../../../runtime/workflow/edit/arrange";
import { useDesigner, useDesignerNow } from "../use-designer";
import { stepName } from "../words";
import { useFit } from "./use-fit";
import { boxOfNode } from "./flow-model";

const ALIGN: readonly (readonly [Alignment, typeof Plus])[] = [
  ["left", AlignStartVertical], ["center", AlignCenterVertical], ["right", AlignEndVertical], ["top", AlignStartHorizontal], ["middle", AlignCenterHorizontal], ["bottom", AlignEndHorizontal], ["spreadX", AlignHorizontalSpaceBetween], ["spreadY", AlignVerticalSpaceBetween],
];

/** What is done with the drawing as a whole: zoom, fit, search, tidy, line up, save as a picture. */
export const Tools = memo(function Tools({ locked, several, searching, onSearch }: { locked: boolean; several: boolean; searching: boolean; onSearch(open: boolean): void }) {
  const t = useT();
  const now = useDesignerNow();
  const { zoomIn, zoomOut } = useReactFlow();
  const fit = useFit();
  const picture = (save: (definition: ProcessDefinition, nameOf: (node: ProcessNode) => string) => unknown) => () => void save(now().definition, (node) => stepName(t, node));
  const icon = (label: string, Icon: typeof Plus, act: () => void) => <Button variant="ghost" size="iconSm" aria-label={label} title={label} onClick={act}><Icon /></Button>;
  return (
    <>
      <Panel position="bottom-left" className="!m-2 flex items-center rounded-lg border border-line bg-canvas p-0.5 shadow-low" role="toolbar" aria-label={t("designer.tools")}>
        {icon(t("designer.zoomOut"), Minus, () => void zoomOut())}
        {icon(t("designer.zoomIn"), Plus, () => void zoomIn())}
        {icon(t("designer.fit"), Maximize, fit)}
        {icon(t("designer.search"), Search, () => onSearch(!searching))}
        {!locked && icon(t("designer.tidy"), WandSparkles, () => { now().change(arrange); setTimeout(fit, 60); })}
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="iconSm" aria-label={t("designer.export")} title={t("designer.export")}><Download /></Button></MenuTrigger>
          <MenuContent align="start">
            <MenuItem onSelect={() => void downloadBpmn(now().whole)}>{t("designer.exportBpmn")}</MenuItem>
            <MenuItem onSelect={picture(downloadSvg)}>{t("designer.exportSvg")}</MenuItem>
            <MenuItem onSelect={picture(downloadPng)}>{t("designer.exportPng")}</MenuItem>
          </MenuContent>
        </Menu>
      </Panel>
      {several && !locked && (
        <Panel position="top-center" className="!m-2 flex rounded-lg bg-raised p-0.5 shadow-pop" role="toolbar" aria-label={t("designer.align")}>
          {ALIGN.map(([how, Icon]) => <Button key={how} variant="ghost" size="iconSm" aria-label={t(`designer.align.${how}` as MessageKey)} title={t(`designer.align.${how}` as MessageKey)} onClick={() => now().change((process) => alignNodes(process, [...now().selection], how))}><Icon /></Button>)}
        </Panel>
      )}
      {searching && <SearchBox onClose={() => onSearch(false)} />}
    </>
  );
});

/** Finds steps by their words, type or id, and goes to them. */
function SearchBox({ onClose }: { onClose(): void }) {
  const t = useT();
  const { definition, select } = useDesigner();
  const { setCenter } = useReactFlow();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const wanted = text.trim().toLocaleLowerCase();
  const hits = wanted === "" ? [] : definition.nodes.filter((node) => `${stepName(t, node)} ${node.id} ${node.description ?? ""}`.toLocaleLowerCase().includes(wanted)).slice(0, 8);
  const go = (id: string) => {
    const node = definition.nodes.find((one) => one.id === id)!;
    select([id]);
    // On another page the window goes there by itself.
    if (!nodesHere(definition).includes(node)) return;
    const { x, y } = centerOf(boxOfNode(definition, node));
    void setCenter(x, y, { zoom: 1, duration: 200 });
  };
  return (
    <Panel position="top-right" className="!m-2 w-64 rounded-lg bg-raised p-1.5 shadow-pop">
      <Input ref={field} type="search" aria-label={t("designer.search")} placeholder={t("designer.searchHint")} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onClose();
        if (event.key === "Enter" && hits[0]) go(hits[0].id);
      }} />
      <ul className="mt-1" aria-live="polite">
        {hits.map((node) => <li key={node.id}><button type="button" className="w-full truncate rounded-sm px-2 py-1 text-left text-sm hover:bg-hover" onClick={() => go(node.id)}>{stepName(t, node)}</button></li>)}
        {wanted !== "" && hits.length === 0 && <li className="px-2 py-1 text-sm text-ink-3">{t("field.nothingFound")}</li>}
      </ul>
    </Panel>
  );
}
