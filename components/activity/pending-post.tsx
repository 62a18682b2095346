"use client";
import dynamic from "next/dynamic";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import type { NewPost } from "./composer";

const PostBody = dynamic(() => import("./post-body").then((module) => module.PostBody), { ssr: false });

export interface Pending {
  /** Key of the intention: sent again, it is done once. */
  readonly key: string;
  readonly post: NewPost;
  readonly error?: string;
}

/** A post on its way: shown at once, pale; when it does not arrive, with a way on. */
export function PendingPost({ pending, onRetry, onDrop }: { pending: Pending; onRetry(): void; onDrop(): void }) {
  const t = useT();
  const { user } = useModel();
  return (
    <li className="relative flex gap-3 py-2.5">
      <Avatar name={user.name} className="z-10" />
      <div className="min-w-0 flex-1">
        <p className="flex min-h-6 items-center gap-1.5 text-sm">
          <span className="font-medium">{user.name}</span>
          {!pending.error && <span className="text-xs text-ink-3">{t("file.sending")}</span>}
        </p>
        <div className={pending.error ? "" : "opacity-60"}>
          <PostBody body={pending.post.body} people={[]} />
          {pending.post.files.map((file) => (
            <p key={file.id} className="truncate text-sm text-ink-2">
              {file.name}
            </p>
          ))}
        </div>
        {pending.error && (
          <div role="alert" className="mt-1 flex flex-wrap items-center gap-2 text-xs text-danger-ink">
            {pending.error}
            <Button size="sm" onClick={onRetry}>
              {t("common.retry")}
            </Button>
            <Button size="sm" variant="ghost" onClick={onDrop}>
              {t("activity.takeBack")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
