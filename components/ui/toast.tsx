"use client";
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
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

/** How long a message stays; reading it (pointer or focus inside) stops the clock. */
const STAY_MS = { success: 6_000, danger: 12_000 } as const;

const Context = createContext<((message: ToastMessage) => void) | null>(null);
let nextId = 1;

/** Short messages in the corner, read out by screen readers; F8 moves the focus there, Escape closes the one in focus. */
export function Toasts({ children }: { children: ReactNode }) {
  const t = useT();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [reading, setReading] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  const remove = useCallback((id: number) => setShown((list) => list.filter((toast) => toast.id !== id)), []);
  const show = useMemo(() => (message: ToastMessage) => setShown((list) => [...list.slice(-2), { ...message, id: nextId++ }]), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => event.key === "F8" && region.current?.querySelector("button")?.focus();
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  const none = shown.length === 0;
  useEffect(() => {
    // Nothing left to read: the pointer may have been over what went away.
    if (none) setReading(false);
  }, [none]);

  return (
    <Context value={show}>
      {children}
      <div
        ref={region}
        role="region"
        aria-label={t("toast.region")}
        onPointerEnter={() => setReading(true)}
        onPointerLeave={() => setReading(false)}
        onFocus={() => setReading(true)}
        onBlur={() => setReading(false)}
        className="fixed right-4 bottom-4 z-60 w-[min(24rem,calc(100vw-2rem))]"
      >
        <ol aria-live="polite" className="flex flex-col gap-2 empty:hidden">
          {shown.map((toast) => (
            <ToastBox key={toast.id} toast={toast} paused={reading} onClose={() => remove(toast.id)} closeLabel={t("common.close")} />
          ))}
        </ol>
      </div>
    </Context>
  );
}

interface BoxProps {
  toast: Shown;
  paused: boolean;
  onClose(): void;
  closeLabel: string;
}

function ToastBox({ toast, paused, onClose, closeLabel }: BoxProps) {
  const danger = toast.tone === "danger";
  const Mark = danger ? TriangleAlert : CircleCheck;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (paused) return;
    const timer = setTimeout(() => close.current(), STAY_MS[danger ? "danger" : "success"]);
    return () => clearTimeout(timer);
  }, [paused, danger]);

  return (
    <li aria-live={danger ? "assertive" : undefined} onKeyDown={(event) => event.key === "Escape" && onClose()} className="flex items-start gap-2.5 rounded-lg bg-raised p-3 shadow-pop animate-rise">
      <Mark className={danger ? "mt-0.5 size-4 shrink-0 text-danger-ink" : "mt-0.5 size-4 shrink-0 text-success-ink"} aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="text-sm font-medium">{toast.title}</div>
        {toast.text && <div className="mt-0.5 text-sm break-words text-ink-2">{toast.text}</div>}
      </div>
      {toast.action && (
        <Button
          size="sm"
          onClick={() => {
            toast.action?.run();
            onClose();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <Button variant="ghost" size="iconSm" aria-label={closeLabel} onClick={onClose}>
        <X />
      </Button>
    </li>
  );
}

export function useToast(): (message: ToastMessage) => void {
  const show = useContext(Context);
  if (!show) throw new Error("Toasts is missing above this component.");
  return show;
}
