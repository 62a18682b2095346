import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface StateProps {
  icon?: ReactNode;
  title: string;
  text?: string;
  children?: ReactNode;
  className?: string;
}

/** What a screen shows when it has nothing to show: what this is, and what can be done now. */
export function EmptyState({ icon, title, text, children, className }: StateProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center px-6 py-16 text-center", className)}>
      {icon && <div className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-ink-3 [&_svg]:size-5">{icon}</div>}
      <p className="text-base font-semibold text-ink">{title}</p>
      {text && <p className="mt-1 max-w-sm text-sm text-balance text-ink-2">{text}</p>}
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

export function Notice({ tone, icon: Icon = CircleAlert, children, className }: { tone: "danger" | "warning" | "info"; icon?: LucideIcon; children: ReactNode; className?: string }) {
  const look = { danger: "bg-danger-soft text-danger-ink", warning: "bg-warning-soft text-warning-ink", info: "bg-accent-soft text-accent-ink" }[tone];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={cn("flex items-start gap-2 rounded-md px-3 py-2 text-sm", look, className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
