import type { ClientModel } from "../../runtime/model/client";
import type { ClientDashboard } from "../../runtime/model/kinds/dashboard/model";

/** The dashboard of the start page: one made for a role of the person before one for everybody; undefined when none wants to be there. */
export function homeDashboard({ parts }: Pick<ClientModel, "parts">): ClientDashboard | undefined {
  const wanted = parts.dashboard.filter((dashboard) => dashboard.default);
  return wanted.find((dashboard) => dashboard.roles) ?? wanted[0];
}
