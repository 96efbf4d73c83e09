/** The texts of the test card of `irene doctor --slack`. */
export interface DoctorWords {
  heading: string;
  press: string;
  clicked(by: string): string;
  /** Both in ms from the click on. */
  proven(by: string, cameMs: number, changedMs: number): string;
}
