"use client";
import { Lock, LockOpen, SendHorizontal } from "lucide-react";
import { useEffect, useState } from "react";
import type { Letters, PostKind } from "../data/activity";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Kbd } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { EMPTY, keepDraft, readDraft, type Draft } from "./drafts";
import { FileButtons } from "./file-buttons";
import { storedText, type People } from "./mention-text";
import { PostField } from "./post-field";
import type { Uploaded } from "./upload";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";

export interface NewPost {
  readonly kind: PostKind;
  readonly body: string;
  readonly private: boolean;
  readonly files: readonly Uploaded[];
}

const KINDS: readonly PostKind[] = ["comment", "note"];

/** Writes comments and notes, as far as the person may. What was begun stays on this device until it is sent. */
export function Composer({ entity, id, may, onSend }: { entity: string; id: string; may: Letters; onSend(post: NewPost): void }) {
  const t = useT();
  const { user } = useModel();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const { uploads, busy, add, remove, clear, put } = useUploads();
  const kinds = KINDS.filter((kind) => may[`${kind}s`].includes("c"));
  const kind = kinds.includes(draft.kind) ? draft.kind : (kinds[0] ?? "comment");
  const secret = kind === "note" && draft.private;
  const files = uploads.flatMap((upload) => upload.file ?? []);
  const [loaded, setLoaded] = useState(false);

  // After the first paint: the server knows nothing of this device.
  useEffect(() => {
    const kept = readDraft(user.id, entity, id);
    setDraft(kept);
    put(kept.files);
    setLoaded(true);
  }, [user.id, entity, id, put]);
  useEffect(() => {
    if (loaded) keepDraft(user.id, entity, id, { ...draft, files: uploads.flatMap((upload) => upload.file ?? []) });
  }, [loaded, user.id, entity, id, draft, uploads]);

  if (kinds.length === 0) return null;
  const change = (more: Partial<Draft>) => setDraft((now) => ({ ...now, ...more }));
  const empty = draft.text.trim() === "" && files.length === 0;
  const send = () => {
    if (empty || busy) return;
    onSend({ kind, body: storedText(draft.text, draft.people), private: secret, files });
    setDraft({ ...EMPTY, kind, private: draft.private });
    clear();
  };

  return (
    <PostField
      entity={entity}
      id={id}
      label={t(kind === "note" ? "activity.writeNote" : "activity.writeComment")}
      placeholder={t(kind === "note" ? "activity.notePlaceholder" : "activity.commentPlaceholder")}
      text={draft.text}
      people={draft.people}
      onChange={(text: string, people: People) => change({ text, people })}
      onSend={send}
      onFiles={(list) => void add(list)}
      tone={secret ? "private" : undefined}
    >
      <UploadList uploads={uploads} onRemove={remove} className="px-2 pb-1" />
      <div className="flex items-center gap-1 px-1.5 pb-1.5">
        {kinds.length > 1 && (
          <div role="radiogroup" aria-label={t("activity.kind")} className="mr-1 flex rounded-md bg-sunken p-0.5">
            {kinds.map((one) => (
              <button
                key={one}
                type="button"
                role="radio"
                aria-checked={one === kind}
                onClick={() => change({ kind: one })}
                className={cn("h-6 rounded-sm px-2 text-xs font-medium max-sm:h-8", one === kind ? "bg-raised text-ink shadow-low" : "text-ink-3 hover:text-ink")}
              >
                {t(one === "note" ? "activity.note" : "activity.comment")}
              </button>
            ))}
          </div>
        )}
        {kind === "note" && (
          <Tooltip text={t(secret ? "activity.privateText" : "activity.publicText")}>
            <Button variant="ghost" size="sm" aria-pressed={secret} aria-label={t(secret ? "activity.private" : "activity.public")} onClick={() => change({ private: !draft.private })} className={cn(secret && "text-warning-ink")}>
              {secret ? <Lock /> : <LockOpen />}
              <span className="max-sm:hidden">{t(secret ? "activity.private" : "activity.public")}</span>
            </Button>
          </Tooltip>
        )}
        <FileButtons onFiles={(list) => void add(list)} />
        <span className="flex-1" />
        <span className="flex items-center gap-1 text-xs text-ink-3 max-md:hidden pointer-coarse:hidden" aria-hidden>
          <Kbd>{t("keys.ctrl")}</Kbd>
          <Kbd>↵</Kbd>
        </span>
        <Button variant="primary" size="sm" disabled={empty || busy} onClick={send}>
          <SendHorizontal />
          {t(kind === "note" ? "activity.saveNote" : "activity.send")}
        </Button>
      </div>
    </PostField>
  );
}
