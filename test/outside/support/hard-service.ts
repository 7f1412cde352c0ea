import type { ServerResponse } from "node:http";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";

/** What a service does with each question. */
export type Habit = (answer: ServerResponse, nth: number) => void;

/** Takes the question, and says nothing. */
export const silent: Habit = () => undefined;

/** Says a byte of an answer every few milliseconds, for ever. */
export const dripping: Habit = (answer) => {
  answer.writeHead(200, { "content-type": "application/xml" });
  const drip = setInterval(() => answer.write(" "), 5);
  answer.on("close", () => clearInterval(drip));
};

/** Says the head of an answer byte by byte, and never comes to its end. */
export const mumbling: Habit = (answer) => {
  const { socket } = answer;
  socket?.write("HTTP/1.1 200 OK\r\nx-head: ");
  const drip = setInterval(() => socket?.write("x"), 5);
  socket?.on("close", () => clearInterval(drip));
};

/** Begins an answer, and never ends it. */
export const stalling: Habit = (answer) => {
  answer.writeHead(200, { "content-type": "application/xml" }).write("<");
};

export const saying =
  (status: number, body: string, type = "application/xml"): Habit =>
  (answer) =>
    void answer.writeHead(status, { "content-type": type }).end(body);

export const busy = saying(503, "<Error><Code>ServiceUnavailable</Code><Message>not now</Message></Error>");

export const throttling = saying(
  400,
  '{"__type":"ThrottlingException","message":"slow down"}',
  "application/x-amz-json-1.1",
);

/** A service on this machine that has one habit, to which every call of AWS leads until the test ends. @returns how often it was asked */
export async function hardService(habit: Habit): Promise<() => number> {
  let asked = 0;
  await answerInPlaceOfAws((request, answer) => {
    request.resume();
    request.on("end", () => habit(answer, ++asked));
  });
  return () => asked;
}
