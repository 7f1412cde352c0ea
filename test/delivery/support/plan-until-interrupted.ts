// a process of its own, for the tests to interrupt: plans the folder that it is given
import { planOffline } from "../../../src/delivery/terraform/offline-plan.ts";

const [outdir = ""] = process.argv.slice(2);
await planOffline({ outdir });
