/** Lets the browser save a value as a JSON file. */
export function saveJson(value: unknown, name: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers begin to read it when the link is followed, and need it until they have.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
