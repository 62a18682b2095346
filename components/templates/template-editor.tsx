"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { parseTemplate } from "../../runtime/expressions/template/parse";
import { Setting } from "../dashboards/builder/field";
import { api, ApiError } from "../data/api";
import { useModel } from "../data/model";
import { useDebounced } from "../data/use-debounced";
import { RecordChoice } from "../designer/simulator/record-choice";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { useStoredDocument } from "../publishing/use-stored-document";
import { LeaveGuard } from "../records/leave-guard";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Input, NativeSelect, Textarea } from "../ui/input";
import { Notice } from "../ui/states";
import { FORMATS, type TemplateDocument } from "./document";

interface EditorProps {
  first: TemplateDocument;
  /** Undefined: it is not published yet. */
  revision: number | undefined;
  isNew?: boolean;
  /** It is the author's; the others see what is published. */
  isDraft: boolean;
}

/** A template with what it makes of a record beside it. */
export function TemplateEditor({ first, revision, isNew = false, isDraft }: EditorProps) {
  const t = useT();
  const { entities } = useModel();
  const { language } = useLocale();
  const [now, setNow] = useState(() => (isNew ? { ...first, language } : first));
  const [message, setMessage] = useState<string>();
  const stored = useStoredDocument<TemplateDocument>({ kind: "template", first, revision, published: t("templates.published"), onMerged: setNow, onRefused: ({ message: said, issues }: ApiError) => setMessage([said, ...issues.slice(0, 3).map((issue) => issue.message)].join(" ")) });
  const set = (change: Partial<TemplateDocument>) => {
    setMessage(undefined);
    setNow((old) => ({ ...old, ...change }));
  };
  const faults = useMemo(() => parseTemplate(now.body).faults, [now.body]);
  const choices = Object.values(entities).filter((one) => !one.parent && !one.system);
  return (
    <div className="grid gap-4">
      {stored.questions}
      <LeaveGuard dirty={now !== stored.saved && !stored.isBusy && !(isNew && now.entity === "")} />
      {(message ?? (isDraft && stored.saved === first && now === first)) && <Notice tone={message ? "danger" : "info"}>{message ?? t("templates.draftLoaded")}</Notice>}
      <div className="grid gap-3 sm:grid-cols-2">
        <Setting label={t("templates.label")}>{(id) => <Input id={id} maxLength={200} value={now.label} onChange={(event) => set({ label: event.target.value })} />}</Setting>
        <Setting label={t("templates.entity")} hint={t("templates.entityHint")}>{(id) => <NativeSelect id={id} value={now.entity} onValueChange={(entity) => set({ entity })}><option value="">{t("designer.choose")}</option>{choices.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>}</Setting>
        <Setting label={t("templates.format")} hint={t(`templates.formatHint.${now.format}` as MessageKey)}>{(id) => <NativeSelect id={id} value={now.format} onValueChange={(format) => set({ format: format as TemplateDocument["format"] })}>{FORMATS.map((one) => <option key={one} value={one}>{t(`templates.format.${one}` as MessageKey)}</option>)}</NativeSelect>}</Setting>
        <Setting label={t("templates.fileName")} hint={t("templates.fileNameHint")}>{(id) => <Input id={id} maxLength={200} placeholder={now.label} value={now.fileName ?? ""} onChange={({ target: { value } }) => setNow(({ fileName: _, ...old }) => (value === "" ? old : { ...old, fileName: value }))} />}</Setting>
      </div>
      <Setting label={t("templates.body")} hint={t("templates.bodyHint")}>{(id) => <Textarea id={id} rows={16} spellCheck={false} maxLength={200_000} className="min-h-64 font-mono text-xs" aria-invalid={faults.length > 0} value={now.body} onChange={(event) => set({ body: event.target.value })} />}</Setting>
      {faults.length > 0 && <ul role="alert" className="grid gap-1 text-sm text-danger-ink">{faults.slice(0, 5).map(({ line, message: said, remedy }) => <li key={`${line} ${said}`}>{t("templates.line", { line })} {said} {remedy}</li>)}</ul>}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={stored.isBusy || (now === stored.saved && revision !== undefined) || faults.length > 0 || now.entity === "" || !now.label.trim() || !now.body} onClick={() => void stored.publish(now)}>{t("builder.publish")}</Button>
        <Button disabled={stored.isBusy || now === stored.saved} onClick={() => void stored.keep(now)}>{t("builder.saveDraft")}</Button>
      </div>
      {now.entity !== "" && faults.length === 0 && <Preview key={now.entity} template={now} />}
    </div>
  );
}

interface Made {
  readonly name: string;
  readonly text: string;
}

/** What the template makes of a record one chooses. */
function Preview({ template }: { template: TemplateDocument }) {
  const t = useT();
  const [record, setRecord] = useState<string>();
  const asked = useDebounced(template, 500);
  const query = useQuery({ queryKey: ["templates", "preview", asked, record], gcTime: 0, retry: false, enabled: record !== undefined, placeholderData: keepPreviousData, queryFn: ({ signal }) => api<Made>("/metadata/template-preview", { method: "POST", body: { template: asked, record }, signal }) });
  const refused = query.error instanceof ApiError ? query.error : undefined;
  return (
    <section aria-label={t("templates.preview")} className="grid gap-3 border-t border-line pt-4">
      <h2 className="text-sm font-semibold">{t("templates.preview")}</h2>
      <RecordChoice entity={template.entity} value={record} onChange={setRecord} />
      {record !== undefined && query.isPending && <Skeleton className="h-40" />}
      {refused && <Notice tone="danger">{[refused.message, ...refused.issues.slice(0, 3).map((issue) => issue.message), refused.remedy].filter(Boolean).join(" ")}</Notice>}
      {query.data && !refused && (
        <figure className="grid gap-1.5">
          <figcaption className="text-xs text-ink-3">{query.data.name}</figcaption>
          {template.format === "html" ? <iframe title={query.data.name} sandbox="" srcDoc={query.data.text} className="h-96 w-full rounded-lg border border-line bg-white" /> : <pre className="scroll-thin max-h-96 overflow-auto rounded-lg border border-line p-3 text-xs whitespace-pre-wrap">{query.data.text}</pre>}
        </figure>
      )}
    </section>
  );
}
