import { describe, expect, it } from "vitest";
import { newField } from "../../../runtime/studio/answers";
import { addEntity, changesOf, EMPTY, placeOf, removeEntity, withEntity, withGrant } from "./wizard-state";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board", roleOf: (module: string) => `${module} user` };
const NOTHING = { packOf: () => undefined };

const vehicle = addEntity(EMPTY, "Vehicle", "Vehicles", ["deal"], [newField("Plate", "text", [])]);
const trip = addEntity(EMPTY, "Trip", "Trips", [], [newField("Vehicle", "reference", [], { entity: "vehicle" })]);
const both = withEntity(withEntity({ ...EMPTY, label: "Fleet" }, vehicle), trip);

describe("the wizard", () => {
  it("names module and role apart from what is there", () => {
    const { pack, role, changes } = changesOf(both, "en", WORDS, { packs: ["fleet"], roles: ["fleet2User"] }, NOTHING);
    expect([pack, role]).toEqual(["fleet2", "fleet2User2"]);
    expect(changes.find(({ kind }) => kind === "role")!.document).toMatchObject({ label: "Fleet user" });
  });

  it("takes fields away that would point at nothing", () => {
    expect(removeEntity(both, "vehicle").entities).toEqual([{ ...trip, fields: [] }]);
  });

  it("adds to a module what is new and leaves the rest as it is", () => {
    const base = {
      name: "fleet", manifest: { id: "fleet", name: "fleet", label: "Fleet", version: "1.0.0", language: "en" },
      menu: { id: "fleet", name: "fleet", label: "Cars", items: [{ id: "vehicle", entity: "vehicle" }] }, role: { id: "fleetUser", name: "fleetUser", label: "Driver", entities: { vehicle: { read: "all" } } },
    };
    const { changes } = changesOf(withGrant(withEntity(EMPTY, trip), "trip", "delete", "none"), "en", WORDS, { packs: ["fleet"], roles: [] }, NOTHING, base);
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["entity trip", "form trip.main", "list trip.main", "menu fleet", "role fleetUser"]);
    expect(changes[3]!.document).toMatchObject({ label: "Cars", items: [{ id: "vehicle" }, { id: "trip" }] });
    expect(changes[4]!.document).toMatchObject({ label: "Driver", entities: { vehicle: { read: "all" }, trip: { read: "all", delete: "none" } } });
  });

  it("finds the field a problem belongs to", () => {
    expect(placeOf({ file: "fleet/entities/trip/entity.json", pointer: "/fields/0/options/entity", message: "" }, both.entities)).toEqual({ entity: "trip", field: "vehicle" });
    expect(placeOf({ file: "fleet/entities/trip/form.main.json", pointer: "/tabs/0", message: "" }, both.entities)).toEqual({ entity: "trip" });
    expect(placeOf({ file: "fleet/pack.json", pointer: "", message: "" }, both.entities)).toEqual({});
  });
});
