import { cva } from "class-variance-authority";

/** How a button looks; for what is drawn by the server alone and must not ask for a script of its own. */
export const buttonLook = cva(
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
