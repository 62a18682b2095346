import type { Metadata } from "next";
import { ProfilePage } from "../../../components/profile/profile-page";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("profile.title") };
}

export default function Page() {
  return <ProfilePage />;
}
