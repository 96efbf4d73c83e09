/** What can go wrong with a call to any of the services, as their stand-ins take it. */
export const commonFaults = {
  '429 without Retry-After': { fault: { status: 429 } },
  '500, three times': { fault: { status: 500 }, times: 3 },
  'connection reset': { fault: { reset: true } },
  'done, answer lost': { fault: { lostAnswer: true } },
  'half of the JSON': { fault: { invalidJson: true } },
  'slow, 30 s': { fault: { delayMs: 30_000 } },
  'never answers': { fault: { hangs: true } },
} as const;
