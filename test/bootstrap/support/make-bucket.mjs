// makes the bucket that it is given; a bucket that is there already is an error, as it is of any other
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";

const [Bucket] = process.argv.slice(2);
const client = new S3Client({ forcePathStyle: true });
const LocationConstraint = process.env.AWS_REGION;
await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
