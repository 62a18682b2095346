/** An instance on the drawing of its process. */
import { route, uuidParams, type Call, type Route } from "../route";

export const instanceDiagramRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/processes/instances/:id/diagram", tag: "Processes", summary: "The drawing of an instance's process, with where it stands and where it was", policy: "signedIn", params: uuidParams("id"),
    handler: async ({ runtime, model, ctx, db, tx, params }: Call<{ id: string }>) => runtime.processes.diagram({ model, ctx, db, ...(tx && { tx }) }, params.id),
  }),
];
