import { describe, expect, it } from "vitest";
import { newEntity, newField } from "./answers";
import { diagramOf, placesOf, withRelation } from "./diagram";
import { entityChanges } from "./documents";
import { keyOf, type Design } from "./edit";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board" };
const vehicle = newEntity("Vehicle", "Vehicles", [], [newField("Plate", "text", [])]);
const trip = newEntity("Trip", "Trips", [], [newField("Purpose", "text", []), newField("Vehicle", "reference", [], { entity: "vehicle" }), newField("Client", "reference", [], { entity: "organisation" })]);
const driver = newEntity("Driver", "Drivers", [], [newField("Name", "text", [])]);
const entities = [vehicle, trip, driver];
const design: Design = Object.fromEntries(entities.flatMap((entity) => entityChanges("fleet", entity, entities, WORDS)).map(({ kind, name, document }) => [keyOf(kind, name), document!]));

describe("the diagram of a module", () => {
  it("has a card for each entity and for those of others that are pointed at", () => {
    const { cards, relations } = diagramOf(design, (name) => name.toUpperCase());
    expect(cards.map(({ label, foreign }) => `${label} ${foreign}`)).toEqual(["Vehicle false", "Trip false", "Driver false", "ORGANISATION true"]);
    expect(relations.map(({ id }) => id)).toEqual(["trip.vehicle.vehicle", "trip.client.organisation"]);
  });

  it("places cards apart, what is pointed at to the right, circles too", () => {
    const circle = withRelation(withRelation(design, { from: "vehicle", to: "trip", label: "Last trip", required: false, onDelete: "clear", listed: false }), { from: "driver", to: "driver", label: "Boss", required: false, onDelete: "restrict", listed: true });
    for (const one of [design, circle]) {
      const places = placesOf(diagramOf(one, (name) => name));
      expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
      expect(places.get("organisation")!.x).toBeGreaterThan(places.get("trip")!.x);
    }
  });

  it("takes a relation that was drawn as a field, on the form and as a list at the other end", () => {
    const next = withRelation(design, { from: "trip", to: "driver", label: "Driver", required: true, onDelete: "clear", listed: true });
    expect(next["entity trip"]!["fields"]).toContainEqual(expect.objectContaining({ name: "driver", type: "reference", required: true, options: { entity: "driver", onDelete: "clear" } }));
    expect(JSON.stringify(next["form trip.main"])).toContain('"field":"driver"');
    expect(JSON.stringify(next["form vehicle.main"])).not.toContain('"field":"driver"');
    expect(next["form driver.main"]!["related"]).toEqual([{ id: "trip.driver", entity: "trip", field: "driver" }]);
  });
});
