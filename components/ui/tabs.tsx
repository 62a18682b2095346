"use client";
import { Tabs as Primitive } from "radix-ui";
import { useEffect, useRef, type ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Primitive.Root;

/** Scrolls where there is no room; the chosen one is brought into sight. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  const list = useRef<HTMLDivElement>(null);
  const shown = useRef<Element>(null);
  useEffect(() => {
    const [box, chosen] = [list.current, list.current?.querySelector<HTMLElement>("[data-state=active]")];
    if (!box || !chosen || chosen === shown.current) return;
    shown.current = chosen;
    const left = chosen.offsetLeft - (box.clientWidth - chosen.clientWidth) / 2;
    if (box.scrollWidth > box.clientWidth) box.scrollLeft = left;
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
