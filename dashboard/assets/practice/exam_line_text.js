// @ts-check
/** @import {OwnExam} from "../exams/types.js" */

/**
 * The newest exam in one line for whoever takes it; empty without one.
 * @param {Pick<OwnExam, "title" | "state" | "station_name" | "released" | "pressed" | "repetitions">[]} exams the newest first.
 */
export function examLine([exam]) {
  if (!exam) return "";
  const { title, state, station_name, released, pressed, repetitions } = exam;
  const name = `Exam “${title}”`;
  if (released) return `${name}: the marks are out.`;
  switch (state) {
    case "done":
      return `${name}: done. All ${repetitions} presses are made. Wait for your instructor.`;
    case "closed":
      return `${name}: over, with ${pressed} of ${repetitions} presses.`;
    case "interrupted":
      return `${name}: ${pressed} of ${repetitions} presses are made and kept. Your instructor goes on with the others.`;
    case "pressing":
      return `${name} is under way.`;
    default:
      return station_name
        ? `${name}: sit down at ${station_name} and wait. Your instructor begins it.`
        : `${name}: choose your pad below and press “Wait for my instructor”.`;
  }
}
