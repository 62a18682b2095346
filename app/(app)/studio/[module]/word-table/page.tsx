import { StudioWords } from "../../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string }> }) {
  return <StudioWords module={(await params).module} />;
}
