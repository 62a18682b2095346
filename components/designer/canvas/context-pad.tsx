"use client";
import { NodeToolbar, Position } from "@xyflow/react";
import { ArrowRightFromLine, Copy, Ellipsis, RefreshCw, Trash2 } from "lucide-react";
import { memo } from "react";
import type { NodeType } from "../../../runtime/workflow/nodes/options";
import { appendAfter } from "../../../runtime/workflow/edit/grow";
import { connect, refusal } from "../../../runtime/workflow/edit/flows";
import { definitionOf, nodeById } from "../../../runtime/workflow/edit/elements";
import { changeType } from "../../../runtime/workflow/edit/nodes";
import { copyNodes, pasteClip } from "../../../runtime/workflow/edit/clipboard";
import { removeElements } from "../../../runtime/workflow/edit/remove";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "../../ui/menu";
import { favourites, followers, groupOf, groups, iconOf, newNode } from "../kinds";
import { stepName } from "../words";
import { useDesigner, useDesignerNow } from "../use-designer";

/** What can be done with the one chosen step, right beside it. */
export function ContextPad({ id }: { id: string }) {
  const { definition } = useDesigner();
  const node = nodeById(definition, id);
  return node ? <Pad id={id} type={node.type} isNamed={Boolean(node.label)} leads={definition.nodes.some((one) => refusal(definition, id, one.id) === undefined)} /> : null;
}

/** Drawn anew only when something else can be done. */
const Pad = memo(function Pad({ id, type: own, isNamed, leads }: { id: string; type: NodeType; isNamed: boolean; leads: boolean }) {
  const t = useT();
  const now = useDesignerNow();
  const { role, holds } = definitionOf(own);
  const grows = role !== "end" && holds !== "event";
  const append = (type: NodeType) => {
    const { definition, change, select } = now();
    const [next, added] = appendAfter(definition, id, newNode(type));
    change(() => next);
    if (added !== undefined) select([added]);
  };
  const others = groups.flatMap(([, types]) => types).filter((type) => type !== own && groupOf(type) === groupOf(own) && (definitionOf(type).role === "boundary") === (role === "boundary"));
  const duplicate = () => {
    const { definition, change, select } = now();
    const clip = copyNodes(definition, [id]);
    if (!clip) return;
    const [next, ids] = pasteClip(definition, clip, { x: 30, y: 90 });
    change(() => next);
    select(ids);
  };
  return (
    <NodeToolbar nodeId={id} isVisible position={Position.Top} offset={role === "gateway" && isNamed ? 32 : 10} className="nodrag nopan flex items-center gap-0.5 rounded-lg bg-raised p-0.5 shadow-pop" role="toolbar" aria-label={t("designer.pad")}>
      {grows && favourites.map((type) => {
        const Icon = iconOf(type);
        return <Button key={type} variant="ghost" size="iconSm" aria-label={t("designer.append", { label: t(`designer.node.${type}` as MessageKey) })} title={t(`designer.node.${type}` as MessageKey)} onClick={() => append(type)}><Icon /></Button>;
      })}
      {grows && (
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="iconSm" aria-label={t("designer.appendMore")} title={t("designer.appendMore")}><Ellipsis /></Button></MenuTrigger>
          <MenuContent>{followers.map((type) => <TypeItem key={type} type={type} onSelect={() => append(type)} />)}</MenuContent>
        </Menu>
      )}
      {grows && leads && (
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="iconSm" aria-label={t("designer.connectTo")} title={t("designer.connectTo")}><ArrowRightFromLine /></Button></MenuTrigger>
          <MenuContent><MenuLabel>{t("designer.connectTo")}</MenuLabel><Targets from={id} /></MenuContent>
        </Menu>
      )}
      {others.length > 0 && (
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="iconSm" aria-label={t("designer.changeType")} title={t("designer.changeType")}><RefreshCw /></Button></MenuTrigger>
          <MenuContent><MenuLabel>{t("designer.changeType")}</MenuLabel>{others.map((type) => <TypeItem key={type} type={type} onSelect={() => now().change((process) => changeType(process, id, type))} />)}</MenuContent>
        </Menu>
      )}
      <Button variant="ghost" size="iconSm" aria-label={t("designer.duplicate")} title={t("designer.duplicate")} onClick={duplicate}><Copy /></Button>
      <Button variant="ghost" size="iconSm" aria-label={t("designer.delete")} title={t("designer.delete")} onClick={() => now().change((process) => removeElements(process, [id]))}><Trash2 /></Button>
    </NodeToolbar>
  );
});

/** Steps one can lead to; looked for when the menu is opened. */
function Targets({ from }: { from: string }) {
  const t = useT();
  const { definition, change } = useDesigner();
  return definition.nodes.filter((one) => refusal(definition, from, one.id) === undefined).map((target) => <MenuItem key={target.id} onSelect={() => change((now) => connect(now, from, target.id)[0])}>{stepName(t, target)}</MenuItem>);
}

function TypeItem({ type, onSelect }: { type: NodeType; onSelect(): void }) {
  const t = useT();
  const Icon = iconOf(type);
  return <MenuItem onSelect={onSelect}><Icon aria-hidden />{t(`designer.node.${type}` as MessageKey)}</MenuItem>;
}
