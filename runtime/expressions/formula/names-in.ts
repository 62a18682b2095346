/** Names a formula may mean as variables: all it mentions, but functions it calls. */
import type { Node } from "./ast";

export function namesIn(ast: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: unknown, called: boolean): void => {
    if (typeof part !== "object" || part === null) return;
    if (Array.isArray(part)) return part.forEach((inner) => visit(inner, false));
    const node = part as { kind?: string; name?: string };
    if (node.kind === "name" && !called && node.name !== undefined) names.add(node.name);
    if (node.kind === "temporal") return;
    for (const [key, inner] of Object.entries(part)) visit(inner, node.kind === "call" && key === "target");
  };
  visit(ast, false);
  return names;
}
