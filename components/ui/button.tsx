import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap select-none transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent shadow-low hover:bg-accent-strong",
        secondary: "border border-line-strong bg-raised text-ink shadow-low hover:bg-hover",
        ghost: "text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-hover",
        danger: "bg-danger text-on-accent hover:opacity-90",
        link: "h-auto px-0 text-accent-ink underline-offset-2 hover:underline",
      },
      size: {
        md: "h-8 px-3 max-sm:h-10",
        sm: "h-7 px-2 max-sm:h-9",
        icon: "size-8 max-sm:size-10",
        iconSm: "size-7 max-sm:size-9",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Renders the only child (a link) with the look of a button. */
  asChild?: boolean;
}

export function Button({ className, variant, size, asChild, type = "button", ...props }: ButtonProps) {
  const look = cn(button({ variant, size: variant === "link" ? undefined : size }), variant === "link" && "h-auto px-0", className);
  if (asChild) return <Slot.Root className={look} {...props} />;
  return <button type={type} className={look} {...props} />;
}
