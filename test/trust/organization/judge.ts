import { iamJudge } from "../../emulator/judge/iam-judge.ts";
import type { Judge, Question, Verdict } from "../../emulator/model/access.ts";
import { quickJudge } from "../judge/quick-judge.ts";

/** One of so many questions is asked of the simulator as well; which, depends on the question alone. */
const sampled = 250;

/** Of the one who answers at once. */
export const quick = quickJudge();
/** What was judged once needs no second judgement: one for all worlds. */
export const simulator = iamJudge();

/**
 * Answers whatever is asked of the organization: by `quickJudge`, whose every feature its own tests hold against the
 * simulator, and a sample of the very questions here is.
 *
 * @throws when the simulator answers another thing, or gives other reasons
 */
export const judge: Judge = async (question) => {
  // of more than one resource, as StackSets ask of all instances, only the simulator answers
  if (/[*?]/.test(question.resourceArn)) return simulator(question);
  const verdict = quick(question);
  if (isSampled(question)) differs(question, verdict, await simulator(question));
  return verdict;
};

function isSampled({ principalArn, action, resourceArn }: Question): boolean {
  // FNV-1a: near questions fall far apart
  let hash = 0x811c9dc5;
  for (const text of [principalArn, action, resourceArn]) {
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % sampled === 0;
}

function differs(question: Question, quickly: Verdict, simulated: Verdict): void {
  if (quickly.allowed === simulated.allowed && quickly.because === simulated.because) return;
  const { principalArn, action, resourceArn } = question;
  const said = ({ allowed, because }: Verdict) => `${allowed ? "allowed" : "denied"}, ${because}`;
  throw new Error(`${action} on ${resourceArn} by ${principalArn}: got ${said(quickly)}; IAM: ${said(simulated)}`);
}
