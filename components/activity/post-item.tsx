"use client";
import { EllipsisVertical, Lock, Pencil, StickyNote, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { partsPath, type Letters, type PostItem as Post } from "../data/activity";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Confirm } from "../ui/confirm";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { Tooltip } from "../ui/tooltip";
import { useToast } from "../ui/toast";
import { Edits } from "./edits";
import { FileChip } from "./file-chip";
import { PostEditor } from "./post-editor";
import { AddReaction, Reactions } from "./reactions";
import { When } from "./when";

const PostBody = dynamic(() => import("./post-body").then((module) => module.PostBody), { ssr: false, loading: () => <Skeleton className="w-2/3" /> });

interface PostItemProps {
  post: Post;
  entity: string;
  id: string;
  may: Letters;
  onChanged(post: Post): void;
  onGone(): void;
  onOpenFile(index: number): void;
}

/** A comment or note: who, when, what, with its files and reactions. */
export function PostItem({ post, entity, id, may, onChanged, onGone, onOpenFile }: PostItemProps) {
  const t = useT();
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const letters = may[`${post.kind}s`];
  const path = `${partsPath(entity, id, post.kind)}/${post.id}`;
  const mayEdit = post.mine && letters.includes("c");
  const mayDelete = mayEdit || letters.includes("d");
  const tell = (error: unknown) => toast({ title: t("record.notDone"), text: error instanceof ApiError && error.status > 0 ? error.message : t("error.network"), tone: "danger" });
  const react = (emoji: string, on = true) => {
    api<Post>(`${path}/reactions`, { method: "POST", body: { emoji, on } }).then(onChanged, tell);
  };
  const remove = () => {
    api(path, { method: "DELETE" }).then(onGone, tell);
  };

  return (
    <li className="group/post relative flex gap-3 py-2.5" data-post={post.id}>
      <Avatar name={post.author?.title ?? "?"} className="z-10" />
      <div className={cn("min-w-0 flex-1", post.kind === "note" && "-mt-1.5 rounded-lg border border-line bg-sunken px-3 py-2", post.private && "border-transparent bg-warning-soft")}>
        <div className="flex min-h-6 flex-wrap items-center gap-x-1.5 text-sm">
          <span className="font-medium">{post.author?.title ?? t("history.system")}</span>
          {post.kind === "note" && <NoteMark secret={post.private} />}
          <When at={post.at} />
          {post.editedAt && <Edits path={path} people={post.mentions} />}
          <span className="flex-1" />
          <span className="-my-1 flex opacity-0 transition-opacity group-focus-within/post:opacity-100 group-hover/post:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
            {letters.includes("c") && <AddReaction onReact={react} />}
            {(mayEdit || mayDelete) && (
              <Menu>
                <MenuTrigger asChild>
                  <Button variant="ghost" size="iconSm" aria-label={t("common.more")}>
                    <EllipsisVertical />
                  </Button>
                </MenuTrigger>
                <MenuContent>
                  {mayEdit && (
                    <MenuItem onSelect={() => setEditing(true)}>
                      <Pencil />
                      {t("common.edit")}
                    </MenuItem>
                  )}
                  {mayDelete && (
                    <MenuItem danger onSelect={() => setAsking(true)}>
                      <Trash2 />
                      {t("common.delete")}
                    </MenuItem>
                  )}
                </MenuContent>
              </Menu>
            )}
          </span>
        </div>
        {editing ? (
          <PostEditor
            post={post}
            entity={entity}
            id={id}
            onDone={(changed) => {
              setEditing(false);
              if (changed) onChanged(changed);
            }}
          />
        ) : (
          post.body && <PostBody body={post.body} people={post.mentions} />
        )}
        {post.files.length > 0 && (
          <div className="mt-2 flex flex-wrap gap-1.5">
            {post.files.map((file, index) => (
              <FileChip key={file.id} file={file} onOpen={() => onOpenFile(index)} />
            ))}
          </div>
        )}
        <Reactions post={post} onReact={letters.includes("c") ? react : undefined} />
      </div>
      <Confirm open={asking} onOpenChange={setAsking} title={t(post.kind === "note" ? "activity.deleteNote" : "activity.deleteComment")} text={t("activity.deleteText")} action={t("common.delete")} danger onConfirm={remove} />
    </li>
  );
}

function NoteMark({ secret }: { secret: boolean }) {
  const t = useT();
  const Icon = secret ? Lock : StickyNote;
  return (
    <Tooltip text={t(secret ? "activity.privateText" : "activity.publicText")} side="top">
      <span tabIndex={0} className={cn("inline-flex items-center gap-1 rounded-sm text-xs", secret ? "text-warning-ink" : "text-ink-3")}>
        <Icon className="size-3.5" aria-hidden />
        {t(secret ? "activity.privateNote" : "activity.note")}
      </span>
    </Tooltip>
  );
}
