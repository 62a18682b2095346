import { StudioModule } from "../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string }> }) {
  return <StudioModule module={(await params).module} />;
}
