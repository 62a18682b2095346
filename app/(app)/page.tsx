import type { Metadata } from "next";
import { HomePage } from "../../components/layout/home-page";
import { getT } from "../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("shell.home") };
}

export default function Page() {
  return <HomePage />;
}
