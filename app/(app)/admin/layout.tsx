import type { ReactNode } from "react";
import { MoreWords } from "../../../components/i18n/provider";
import { getWorkshopText } from "../../_server/i18n";

/** Administration has words of its own. */
export default async function Layout({ children }: { children: ReactNode }) {
  return <MoreWords text={await getWorkshopText()}>{children}</MoreWords>;
}
