/** What `--help` prints. */
export const HELP = `Usage: swf-local [options]

Serves Amazon SWF to any AWS SDK or tool, for example: aws swf list-domains --registration-status REGISTERED --endpoint-url http://127.0.0.1:4567

Options:
  --port PORT              port to listen on, 0 for any free one (default: 4567)
  --host HOST              address to listen on (default: 127.0.0.1, this machine only)
  --data FILE              keep the state in FILE, made if it is not there (default: in memory)
  --region REGION          region of requests that are not signed (default: us-east-1)
  --account ACCOUNT        account in ARNs, 12 digits (default: 123456789012)
  --limits FILE            JSON object of quotas that differ from SWF's, for example {"openTimers": 10}
  --credentials ID:SECRET  refuse requests that are not signed with these keys (default: signatures are not looked at)
  --log-level LEVEL        debug, info, warn, error or silent, to stderr (default: warn)
  --help                   print this and exit
  --version                print the version and exit

GET /health answers 200 as long as the service runs. SIGTERM and SIGINT end it.
Exit codes: 0 ended by a signal, 1 a fault of the program, 2 an option, a file or an address that cannot be used.
`;
