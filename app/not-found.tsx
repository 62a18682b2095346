import { NotFound } from "../components/layout/not-found";

export default function Page() {
  return (
    <div className="flex min-h-dvh flex-col">
      <NotFound />
    </div>
  );
}
