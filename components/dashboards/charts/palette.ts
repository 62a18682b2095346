/**
 * Colours of charts in the theme on the screen. The series tokens (--chart-1 … in app/globals.css) are told apart by people who see
 * red and green alike (palette.test.ts), and have 3:1 on the ground they lie on.
 */
export const SERIES_COLOURS = 8;

export interface ChartTheme {
  readonly series: readonly string[];
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly ground: string;
  readonly font: string;
}

/** Tokens are `light-dark(…)`: only the browser can say what they are now. */
export function readTheme(element: HTMLElement): ChartTheme {
  const probe = document.createElement("span");
  // In a transition the colour of the token before would be read; whoever wants less motion has one of a millisecond on everything.
  probe.style.transition = "none";
  element.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    series: Array.from({ length: SERIES_COLOURS }, (_, i) => colour(`--chart-${i + 1}`)),
    ink: colour("--ink"), muted: colour("--ink-3"), line: colour("--line"), ground: colour("--raised"), font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return theme;
}
