import { StudioWizard } from "../../../../../components/studio/pages";

export default async function Page({ params }: { params: Promise<{ module: string }> }) {
  return <StudioWizard into={(await params).module} />;
}
