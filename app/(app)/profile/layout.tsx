import type { ReactNode } from "react";
import { MoreWords } from "../../../components/i18n/provider";
import { getWorkshopText } from "../../_server/i18n";

/** Deputies and absences of one's own are worded like those of the administration. */
export default async function Layout({ children }: { children: ReactNode }) {
  return <MoreWords text={await getWorkshopText()}>{children}</MoreWords>;
}
