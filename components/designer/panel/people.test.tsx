import { describe, expect, it } from "vitest";
import { draw as drawn } from "../../../runtime/workflow/simulate/draw";
import type { Responsible } from "../../../runtime/workflow/definition/types";
import type { ClientModel } from "../../../runtime/model/client";
import { draw } from "../../../tests/helpers/screen";
import { DesignerProvider, useShownProcess } from "../use-designer";
import { usePersonName } from "../use-person-name";
import { PeopleEditor } from "./people";

const PROCESS = { ...drawn({ s: "startEvent", e: "endEvent" }, "s e"), entity: "order" } as ReturnType<typeof drawn>;
const field = (name: string, type: string, label: string) => ({ name, type, label, options: {} });
const entities = { order: { name: "order", fields: [field("name", "text", "Name"), field("owner", "user", "Owner"), field("branch", "unit", "Branch")] } } as unknown as ClientModel["entities"];

function Shown({ people, weighed = false }: { people: readonly Responsible[]; weighed?: boolean }) {
  const called = usePersonName(PROCESS);
  return <DesignerProvider value={useShownProcess(PROCESS)}><PeopleEditor value={people} weighed={weighed} onChange={() => undefined} /><p>{people.map(called).join(" · ")}</p></DesignerProvider>;
}
const html = (weighed: boolean, ...people: Responsible[]): string => draw(<Shown people={people} weighed={weighed} />, { entities }).html;

describe("people of a step", () => {
  it("are chosen among fields that hold people or units", () => {
    const [superior, head] = [html(false, { kind: "superior", value: "owner" }), html(false, { kind: "unitHead" })];
    const offers = (text: string) => ["name", "owner", "branch"].filter((name) => text.includes(`<option value="${name}">`));
    expect([offers(superior), offers(head), offers(html(false, { kind: "field" }))]).toEqual([["owner"], ["branch"], ["owner"]]);
  });

  it("are called by how they are found", () => {
    expect(html(false, { kind: "superior", value: "owner" }, { kind: "unitHead", value: "North" }, { kind: "unitHead" }, { kind: "role", value: "clerk" })).toContain("Somebody&#x27;s superior: Owner · Head of a unit: North · Head of a unit · clerk");
  });

  it("have weights where voices are counted, and where one was given", () => {
    const weights = (text: string): number => text.split("Weight of each voice").length - 1;
    expect([weights(html(false, { kind: "starter" })), weights(html(true, { kind: "starter" }, { kind: "superior" })), weights(html(false, { kind: "starter", weight: 2 }))]).toEqual([0, 2, 1]);
  });
});
