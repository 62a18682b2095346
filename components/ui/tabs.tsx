"use client";
import { Tabs as Primitive } from "radix-ui";
import { useEffect, useRef, type ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Primitive.Root;

/** Scrolls where there is no room; the chosen one is brought into sight. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  const list = useRef<HTMLDivElement>(null);
  // What was brought into sight, and in how long a list: numbers beside the names come later. Whoever scrolls by hand is left alone.
  const shown = useRef<{ readonly chosen: Element; readonly length: number }>(undefined);
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const show = () => {
      const chosen = box.querySelector<HTMLElement>("[data-state=active]");
      if (!chosen || (shown.current?.chosen === chosen && shown.current.length === box.scrollWidth)) return;
      shown.current = { chosen, length: box.scrollWidth };
      box.scrollLeft = chosen.offsetLeft - (box.clientWidth - chosen.clientWidth) / 2;
    };
    show();
    const observer = new ResizeObserver(show);
    for (const tab of box.children) observer.observe(tab);
    return () => observer.disconnect();
  });
  return <Primitive.List ref={list} className={cn("scroll-thin relative flex gap-4 overflow-x-auto border-b border-line", className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={cn(
        "-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 rounded-t-sm border-b-2 border-transparent px-0.5 text-sm font-medium text-ink-3 hover:text-ink max-sm:h-11 data-[state=active]:border-accent data-[state=active]:text-ink focus-visible:outline-offset-[-2px]",
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content className={cn("outline-none", className)} {...props} />;
}
