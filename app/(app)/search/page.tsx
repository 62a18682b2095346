import type { Metadata } from "next";
import { SearchPage } from "../../../components/search/search-page";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("search.title") };
}

export default function Page() {
  return <SearchPage />;
}
