"use client";
import type { DecisionDefinition, DecisionType } from "../../runtime/workflow/dmn/decision";
import { setInput, setOutput, type ColumnKind } from "../../runtime/workflow/dmn/edit";
import { Setting } from "../dashboards/builder/field";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input, NativeSelect, Textarea } from "../ui/input";

const TYPES = ["any", "text", "number", "boolean", "date", "dateTime", "time", "duration"] as const satisfies readonly DecisionType[];

interface ColumnProps {
  decision: DecisionDefinition;
  kind: ColumnKind;
  index: number;
  change(command: (now: DecisionDefinition) => DecisionDefinition, key?: string): void;
  onClose(): void;
}

/** Type, allowed values and the rest of one column. */
export function ColumnDialog({ decision, kind, index, change, onClose }: ColumnProps) {
  const t = useT();
  const input = kind === "inputs" ? decision.inputs[index] : undefined;
  const output = kind === "outputs" ? decision.outputs[index] : undefined;
  const column = input ?? output;
  if (!column) return null;
  const setType = (type: string) => {
    const given = type === "any" ? undefined : (type as DecisionType);
    change((now) => (input ? setInput(now, index, { type: given }) : setOutput(now, index, { type: given })));
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={column.label || (input?.formula ?? output!.name)} footer={<Button variant="primary" onClick={onClose}>{t("common.close")}</Button>}>
        <div className="grid gap-3 pt-1">
          <Setting label={t("decision.type")} hint={t("decision.typeHint")}>{(id) => <NativeSelect id={id} value={column.type ?? "any"} onValueChange={setType}>{TYPES.map((type) => <option key={type} value={type}>{t(`decision.type.${type}` as MessageKey)}</option>)}</NativeSelect>}</Setting>
          {input && <Setting label={t("decision.allowed")} hint={t("decision.allowedHint")}>{(id) => <Input id={id} className="font-mono text-xs" value={input.allowed ?? ""} onChange={(event) => change((now) => setInput(now, index, { allowed: event.target.value || undefined }), `${input.id}.allowed`)} />}</Setting>}
          {output && <Setting label={t("decision.values")} hint={t("decision.valuesHint")}>{(id) => <Textarea id={id} rows={3} className="font-mono text-xs" defaultValue={(output.values ?? []).join("\n")} onBlur={(event) => {
            const values = event.target.value.split("\n").map((line) => line.trim()).filter(Boolean);
            change((now) => setOutput(now, index, { values: values.length > 0 ? values : undefined }));
          }} />}</Setting>}
          {output && <Setting label={t("decision.default")} hint={t("decision.defaultHint")}>{(id) => <Input id={id} className="font-mono text-xs" value={output.default ?? ""} onChange={(event) => change((now) => setOutput(now, index, { default: event.target.value || undefined }), `${output.id}.default`)} />}</Setting>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
