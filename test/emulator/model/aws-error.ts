/** What AWS answers when it refuses: its own error code, which the wire hands on as it is. */
export class AwsError extends Error {
  readonly code: string;
  readonly httpStatus: number;

  constructor(code: string, message: string, httpStatus = 400) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.httpStatus = httpStatus;
  }
}
