import { NotFound } from "../../components/layout/not-found";
import { getT } from "../_server/i18n";

export default async function Page() {
  return <NotFound t={await getT()} />;
}
