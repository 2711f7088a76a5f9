const MIB = 1024 * 1024;

/** Memory that a machine or container has: `512 MiB`, `1.5 GiB`. */
export function memoryInWords(bytes: number): string {
  const [size, unit] = bytes < 1024 * MIB ? [MIB, 'MiB'] : [1024 * MIB, 'GiB'];
  return `${Number((bytes / size).toFixed(1)).toLocaleString('en')} ${unit}`;
}
