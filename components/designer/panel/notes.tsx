"use client";
import { MessageSquarePlus, Trash2 } from "lucide-react";
import type { Artifact } from "../../../runtime/workflow/definition/types";
import { addNote, notesOf, setNote } from "../../../runtime/workflow/edit/notes";
import { removeElements } from "../../../runtime/workflow/edit/remove";
import { Setting } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Textarea } from "../../ui/input";
import { useDesigner } from "../use-designer";

/** Comments on a step: for the people who draw the process, kept with it. */
export function NotesEditor({ node }: { node: string }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const notes = notesOf(definition, node);
  return (
    <div className="grid gap-1.5" role="group" aria-label={t("designer.comments")}>
      {notes.map((note, at) => (
        <div key={note.id} className="flex items-start gap-1">
          <NoteText note={note} label={t("designer.commentNumber", { number: at + 1 })} />
          <Button variant="ghost" size="icon" aria-label={t("designer.deleteComment", { number: at + 1 })} onClick={() => change((now) => removeElements(now, [note.id]))}><Trash2 /></Button>
        </div>
      ))}
      <Button variant="ghost" size="sm" className="justify-self-start" onClick={() => change((now) => addNote(now, "", node)[0])}><MessageSquarePlus />{t("designer.addComment")}</Button>
    </div>
  );
}

function NoteText({ note, label, first }: { note: Artifact; label: string; first?: boolean }) {
  const { change } = useDesigner();
  return <Textarea aria-label={label} {...(first && { "data-first": true })} rows={2} maxLength={2000} className="min-h-8 min-w-0 flex-1 bg-warning-soft" value={note.label ?? ""} onChange={(event) => change((now) => setNote(now, note.id, event.target.value), `${note.id}.label`)} />;
}

/** A comment, or something an imported file holds that is kept and not run. */
export function ArtifactPanel({ artifact }: { artifact: Artifact }) {
  const t = useT();
  const { change } = useDesigner();
  const note = artifact.type === "annotation";
  return (
    <div className="grid gap-3">
      {note ? <Setting label={t("designer.comment")} hint={t("designer.hint.comment")}>{() => <NoteText note={artifact} label={t("designer.comment")} first />}</Setting> : <p className="text-sm text-ink-2"><b className="block text-ink">{artifact.label || artifact.id}</b>{t("designer.keptHint")}</p>}
      <Button variant="ghost" className="justify-self-start text-danger-ink" onClick={() => change((now) => removeElements(now, [artifact.id]))}><Trash2 />{t("designer.delete")}</Button>
    </div>
  );
}
