"use client";
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Button } from "./button";

export interface ToastMessage {
  title: string;
  text?: string;
  tone?: "success" | "danger";
  /** One way back, e.g. "Undo". */
  action?: { label: string; run(): void };
}

interface Shown extends ToastMessage {
  id: number;
}

const Context = createContext<((message: ToastMessage) => void) | null>(null);
let nextId = 1;

/** Short messages in the corner; F8 moves the focus there. */
export function Toasts({ children }: { children: ReactNode }) {
  const t = useT();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const remove = useCallback((id: number) => setShown((list) => list.filter((toast) => toast.id !== id)), []);
  const show = useMemo(() => (message: ToastMessage) => setShown((list) => [...list.slice(-2), { ...message, id: nextId++ }]), []);
  return (
    <Context value={show}>
      <Primitive.Provider label={t("toast.region")} swipeDirection="right">
        {children}
        {shown.map((toast) => (
          <ToastBox key={toast.id} toast={toast} onClose={() => remove(toast.id)} closeLabel={t("common.close")} />
        ))}
        <Primitive.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
      </Primitive.Provider>
    </Context>
  );
}

function ToastBox({ toast, onClose, closeLabel }: { toast: Shown; onClose(): void; closeLabel: string }) {
  const danger = toast.tone === "danger";
  const Icon = danger ? TriangleAlert : CircleCheck;
  return (
    <Primitive.Root
      type={danger ? "foreground" : "background"}
      duration={danger ? 12_000 : 6_000}
      onOpenChange={(open) => !open && onClose()}
      className="flex items-start gap-2.5 rounded-lg bg-raised p-3 shadow-pop animate-rise"
    >
      <Icon className={danger ? "mt-0.5 size-4 shrink-0 text-danger-ink" : "mt-0.5 size-4 shrink-0 text-success-ink"} aria-hidden />
      <div className="min-w-0 flex-1">
        <Primitive.Title className="text-sm font-medium">{toast.title}</Primitive.Title>
        {toast.text && <Primitive.Description className="mt-0.5 text-sm break-words text-ink-2">{toast.text}</Primitive.Description>}
      </div>
      {toast.action && (
        <Primitive.Action asChild altText={toast.action.label} onClick={toast.action.run}>
          <Button size="sm">{toast.action.label}</Button>
        </Primitive.Action>
      )}
      <Primitive.Close asChild aria-label={closeLabel}>
        <Button variant="ghost" size="iconSm">
          <X />
        </Button>
      </Primitive.Close>
    </Primitive.Root>
  );
}

export function useToast(): (message: ToastMessage) => void {
  const show = useContext(Context);
  if (!show) throw new Error("Toasts is missing above this component.");
  return show;
}
