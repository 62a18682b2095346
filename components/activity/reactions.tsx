"use client";
import { SmilePlus } from "lucide-react";
import { useState } from "react";
import type { PostItem } from "../data/activity";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Tooltip } from "../ui/tooltip";

/** Offered at once; the API takes any. */
const OFFERED = ["👍", "👎", "❤️", "🎉", "😄", "😮", "😢", "🙏", "👀", "🚀", "✅", "❌"];

/** Reactions that are there, each a switch of one's own. */
export function Reactions({ post, onReact }: { post: PostItem; onReact?(emoji: string, on: boolean): void }) {
  const t = useT();
  if (post.reactions.length === 0) return null;
  return (
    <div className="mt-1.5 flex flex-wrap gap-1">
      {post.reactions.map(({ emoji, count, mine, people }) => (
        <Tooltip key={emoji} text={people.join(", ")} side="top">
          <button
            type="button"
            aria-pressed={mine}
            aria-label={t("activity.reactionBy", { emoji, count })}
            disabled={!onReact}
            onClick={() => onReact?.(emoji, !mine)}
            className={cn("inline-flex h-6 items-center gap-1 rounded-full border px-2 text-xs tabular-nums max-sm:h-8", mine ? "border-accent bg-accent-soft text-accent-ink" : "border-line bg-raised text-ink-2 hover:border-line-strong")}
          >
            <span aria-hidden>{emoji}</span>
            {count}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

export function AddReaction({ onReact }: { onReact(emoji: string): void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="iconSm" aria-label={t("activity.react")}>
          <SmilePlus />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="grid grid-cols-6 gap-0.5 p-1.5">
        {OFFERED.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            onClick={() => {
              setOpen(false);
              onReact(emoji);
            }}
            className="flex size-8 items-center justify-center rounded-md text-lg hover:bg-hover max-sm:size-10"
          >
            {emoji}
          </button>
        ))}
      </PopoverContent>
    </Popover>
  );
}
