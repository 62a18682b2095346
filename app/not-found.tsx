import { NotFound } from "../components/layout/not-found";
import { getT } from "./_server/i18n";

export default async function Page() {
  return (
    <div className="flex min-h-dvh flex-col">
      <NotFound t={await getT()} />
    </div>
  );
}
