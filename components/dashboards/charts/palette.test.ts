import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SERIES_COLOURS } from "./palette";

type Rgb = readonly [number, number, number];
const css = readFileSync("app/globals.css", "utf8");
const hex = (text: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as unknown as Rgb;
/** Both colours of a token: light, dark. */
function token(name: string): readonly [Rgb, Rgb] {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)!;
  return [hex(found[1]!), hex(found[2]!)];
}
const linear = (rgb: Rgb): number[] => rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
const luminance = (rgb: Rgb): number => linear(rgb).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i]!, 0);
const contrast = (a: Rgb, b: Rgb): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

/** What people without red or green cones see (Machado, Oliveira, Fernandes 2009, full severity). */
const EYES: Readonly<Record<string, readonly number[]>> = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
};
/** Oklab of what an eye sees; distances in it follow what people call different. */
function seen(rgb: Rgb, eye: readonly number[]): number[] {
  const from = linear(rgb);
  const [r, g, b] = [0, 3, 6].map((row) => Math.min(1, Math.max(0, eye[row]! * from[0]! + eye[row + 1]! * from[1]! + eye[row + 2]! * from[2]!))) as [number, number, number];
  const [l, m, s] = [0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b].map(Math.cbrt) as [number, number, number];
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}
const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((part, i) => part - b[i]!));

describe.each([0, 1])("colours of charts, theme %i", (theme) => {
  const series = Array.from({ length: SERIES_COLOURS }, (_, i) => token(`chart-${i + 1}`)[theme]!);
  it("have 3:1 on their ground", () => {
    const ground = token("raised")[theme]!;
    expect(series.map((colour) => contrast(colour, ground)).filter((ratio) => ratio < 3)).toEqual([]);
  });
  it.each(Object.keys(EYES))("of neighbours are told apart by %s eyes", (eye) => {
    const near = series.flatMap((a, i) => series.slice(i + 1, i + 4).map((b, j) => ({ pair: `${i + 1}-${i + 2 + j}`, far: distance(seen(a, EYES[eye]!), seen(b, EYES[eye]!)) }))).filter(({ far }) => far < 0.07);
    expect(near).toEqual([]);
  });
});
