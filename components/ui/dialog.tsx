"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Button } from "./button";
import { cn } from "./cn";

export const Dialog = Primitive.Root;
export const DialogClose = Primitive.Close;

interface ContentProps extends Omit<ComponentProps<typeof Primitive.Content>, "title"> {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  /** "Cancel" stands before what the footer offers; it closes the dialog. */
  cancel?: boolean;
}

const overlay = "fixed inset-0 z-40 bg-scrim animate-appear";

/** A dialog in the middle (at the bottom on a phone) with a title, a scrolling body and a footer of buttons. */
export function DialogContent({ title, description, footer, cancel = false, className, children, ...props }: ContentProps) {
  const t = useT();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlay} />
      <Primitive.Content
        className={cn(
          "fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 flex-col rounded-xl bg-raised shadow-pop animate-appear max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none",
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...props}
      >
        <Head title={title} description={description} />
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        {footer && (
          <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
            {cancel && (
              <Primitive.Close asChild>
                <Button>{t("common.cancel")}</Button>
              </Primitive.Close>
            )}
            {footer}
          </div>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

/** A panel that slides in from a side. */
export function SheetContent({ title, side = "right", className, children, ...props }: Omit<ContentProps, "footer" | "cancel" | "description"> & { side?: "left" | "right" }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlay} />
      <Primitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(26rem,100vw)] flex-col bg-raised shadow-pop",
          side === "left" ? "left-0 animate-slide-left" : "right-0 animate-slide-right",
          className,
        )}
        {...props}
      >
        <Head title={title} />
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

function Head({ title, description }: { title: ReactNode; description?: ReactNode }) {
  const t = useT();
  return (
    <div className="flex items-start gap-3 px-5 pt-4 pb-3">
      <div className="min-w-0 flex-1">
        <Primitive.Title className="text-lg font-semibold text-ink">{title}</Primitive.Title>
        {description && <Primitive.Description className="mt-1 text-sm text-ink-2">{description}</Primitive.Description>}
      </div>
      <Primitive.Close asChild>
        <Button variant="ghost" size="iconSm" aria-label={t("common.close")} className="-mr-1.5">
          <X />
        </Button>
      </Primitive.Close>
    </div>
  );
}
