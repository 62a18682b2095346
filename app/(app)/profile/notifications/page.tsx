import type { Metadata } from "next";
import { NotificationSettingsPage } from "../../../../components/notifications/settings-page";
import { getT } from "../../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("bell.settings") };
}

export default function Page() {
  return <NotificationSettingsPage />;
}
