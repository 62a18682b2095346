"use client";
import { AlertDialog } from "radix-ui";
import { useT } from "../i18n/provider";
import { Button } from "./button";

export interface ConfirmProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  text?: string;
  /** Word on the button, e.g. "Delete". */
  action: string;
  danger?: boolean;
  onConfirm(): void;
}

/** Asks before something that is hard to take back. Focus starts on "Cancel" when the action destroys. */
export function Confirm({ open, onOpenChange, title, text, action, danger, onConfirm }: ConfirmProps) {
  const t = useT();
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim animate-appear" />
        <AlertDialog.Content
          className="fixed top-[22vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 rounded-xl bg-raised p-5 shadow-pop animate-appear"
          {...(text ? {} : { "aria-describedby": undefined })}
        >
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          {text && <AlertDialog.Description className="mt-1.5 text-sm text-ink-2">{text}</AlertDialog.Description>}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{t("common.cancel")}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button variant={danger ? "danger" : "primary"} onClick={onConfirm}>
                {action}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
