import { StudioDiagram } from "../../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string }> }) {
  return <StudioDiagram module={(await params).module} />;
}
