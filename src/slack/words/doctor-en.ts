import type { DoctorWords } from './doctor-words.ts';

export const doctorEn: DoctorWords = {
  heading: 'A test card of Irene. Nothing has happened: press the button to see whether clicks arrive.',
  press: 'It works',
  clicked: (by) => `${by} pressed the button, and this card has changed.`,
  proven: (by, came, changed) =>
    `${by} pressed the button. The click was with Irene after ${came} ms, the changed card here after ${changed} ms. This message can be deleted.`,
};
