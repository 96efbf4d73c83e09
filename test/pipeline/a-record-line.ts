/** One record of the generic format as a JSON line. */
export function aRecordLine(given: object = {}): string {
  return JSON.stringify({
    irene: 1,
    id: 'a-1',
    type: 'test/leak',
    title: 'A key leaked',
    severity: 'high',
    account: '111122223333',
    resource: { id: 'repo/web', type: 'Repository' },
    at: '2026-03-01T11:00:00Z',
    ...given,
  });
}
