"use client";
/**
 * Menus. Their machinery (placing, focus, arrow keys) is large, so it is loaded when a trigger is first pointed at, focused or
 * pressed; until then a menu is its trigger alone.
 */
import { Slot } from "radix-ui";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ComponentProps, type ReactNode } from "react";

type Parts = typeof import("./menu-parts");

let loaded: Parts | undefined;
const load = async (): Promise<Parts> => (loaded ??= await import("./menu-parts"));

interface MenuState {
  readonly parts: Parts | undefined;
  /** Where the focus was when the parts arrived: the trigger is drawn anew then. */
  readonly focused: { current: boolean };
  readonly trigger: { current: HTMLButtonElement | null };
  prepare(open: boolean): void;
}

const Context = createContext<MenuState | null>(null);

function useMenu(): MenuState {
  const state = useContext(Context);
  if (!state) throw new Error("Menu is missing above this component.");
  return state;
}

/** Only what is inside an open menu asks, and a menu opens with its parts. */
function partsOf(state: MenuState): Parts {
  if (!state.parts) throw new Error("An item of a menu was drawn before the menu.");
  return state.parts;
}

export function Menu({ children }: { children: ReactNode }) {
  const [parts, setParts] = useState<Parts>();
  const [open, setOpen] = useState(false);
  const focused = useRef(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const prepare = useCallback((wanted: boolean) => {
    void load().then((found) => {
      focused.current = trigger.current !== null && document.activeElement === trigger.current;
      setParts(found);
      if (wanted) setOpen(true);
    });
  }, []);
  const state = useMemo(() => ({ parts, focused, trigger, prepare }), [parts, prepare]);
  return <Context value={state}>{parts ? <parts.MenuRoot open={open} onOpenChange={setOpen}>{children}</parts.MenuRoot> : children}</Context>;
}

export function MenuTrigger({ asChild, ...props }: ComponentProps<Parts["MenuTrigger"]>) {
  const { parts, focused, trigger, prepare } = useMenu();
  useEffect(() => {
    if (!parts || !focused.current) return;
    focused.current = false;
    trigger.current?.focus();
  }, [parts, focused, trigger]);
  if (parts) return <parts.MenuTrigger ref={trigger} asChild={asChild} {...props} />;
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      ref={trigger}
      {...(asChild ? {} : { type: "button" as const })}
      aria-haspopup="menu"
      aria-expanded={false}
      {...props}
      onPointerEnter={() => prepare(false)}
      onFocus={() => prepare(false)}
      onPointerDown={(event) => event.button === 0 && !event.ctrlKey && prepare(true)}
      onKeyDown={(event) => {
        if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
        event.preventDefault();
        prepare(true);
      }}
    />
  );
}

export function MenuContent(props: ComponentProps<Parts["MenuContent"]>) {
  const { parts } = useMenu();
  return parts ? <parts.MenuContent {...props} /> : null;
}

export function MenuItem(props: ComponentProps<Parts["MenuItem"]>) {
  const { MenuItem: Part } = partsOf(useMenu());
  return <Part {...props} />;
}

export function MenuCheckboxItem(props: ComponentProps<Parts["MenuCheckboxItem"]>) {
  const { MenuCheckboxItem: Part } = partsOf(useMenu());
  return <Part {...props} />;
}

export function MenuRadioGroup(props: ComponentProps<Parts["MenuRadioGroup"]>) {
  const { MenuRadioGroup: Part } = partsOf(useMenu());
  return <Part {...props} />;
}

export function MenuRadioItem(props: ComponentProps<Parts["MenuRadioItem"]>) {
  const { MenuRadioItem: Part } = partsOf(useMenu());
  return <Part {...props} />;
}

export function MenuLabel(props: ComponentProps<Parts["MenuLabel"]>) {
  const { MenuLabel: Part } = partsOf(useMenu());
  return <Part {...props} />;
}

export function MenuSeparator() {
  const { MenuSeparator: Part } = partsOf(useMenu());
  return <Part />;
}
