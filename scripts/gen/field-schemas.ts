export async function fieldSchemas(): Promise<Record<string, string>> { return {}; }
