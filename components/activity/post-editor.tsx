"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { partsPath, type PostItem } from "../data/activity";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { FileButtons } from "./file-buttons";
import { FileIcon } from "./file-chip";
import { storedText, typedText } from "./mention-text";
import { PostField } from "./post-field";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";

/** Changes a post of one's own in its place. */
export function PostEditor({ post, entity, id, onDone }: { post: PostItem; entity: string; id: string; onDone(changed?: PostItem): void }) {
  const t = useT();
  const [typed, setTyped] = useState(() => typedText(post.body));
  const [secret, setSecret] = useState(post.private);
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const uploads = useUploads();
  const kept = post.files.filter((file) => !dropped.includes(file.id));

  const save = async () => {
    if (busy || uploads.busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const addFiles = uploads.uploads.flatMap((upload) => upload.file?.id ?? []);
      const body = { body: storedText(typed.text, typed.people), version: post.version, addFiles, removeFiles: dropped, ...(post.kind === "note" ? { private: secret } : {}) };
      onDone(await api<PostItem>(`${partsPath(entity, id, post.kind)}/${post.id}`, { method: "PATCH", body }));
    } catch (failure) {
      setError(failure instanceof ApiError && failure.status > 0 ? failure.message : t("error.networkKept"));
      setBusy(false);
    }
  };

  return (
    <div className="mt-1">
      <PostField entity={entity} id={id} autoFocus label={t("common.edit")} text={typed.text} people={typed.people} onChange={(text, people) => setTyped({ text, people })} onSend={() => void save()} onCancel={() => onDone()} onFiles={(files) => void uploads.add(files)} tone={secret ? "private" : undefined}>
        {kept.map((file) => (
          <div key={file.id} className="mx-2 mb-1 flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2 text-sm">
            <FileIcon mediaType={file.mediaType} />
            <span className="min-w-0 flex-1 truncate">{file.name}</span>
            <Button variant="ghost" size="iconSm" aria-label={t("file.remove", { name: file.name })} onClick={() => setDropped([...dropped, file.id])}>
              <X />
            </Button>
          </div>
        ))}
        <UploadList uploads={uploads.uploads} onRemove={uploads.remove} className="px-2 pb-1" />
        <div className="flex flex-wrap items-center gap-1 px-1.5 pb-1.5">
          <FileButtons onFiles={(files) => void uploads.add(files)} />
          {post.kind === "note" && (
            <label className="flex items-center gap-1.5 px-1 text-xs text-ink-2">
              <Checkbox checked={secret} onCheckedChange={(checked) => setSecret(checked === true)} />
              {t("activity.private")}
            </label>
          )}
          <span className="flex-1" />
          <Button size="sm" variant="ghost" onClick={() => onDone()}>
            {t("common.cancel")}
          </Button>
          <Button size="sm" variant="primary" disabled={busy || uploads.busy} onClick={() => void save()}>
            {t(busy ? "common.saving" : "common.save")}
          </Button>
        </div>
      </PostField>
      {error && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {error}
        </p>
      )}
    </div>
  );
}
