/** The output of `--help`. */
export const HELP = `Usage: swf-local [options]

Serves Amazon SWF to any AWS SDK or tool, for example: aws swf list-domains --registration-status REGISTERED --endpoint-url http://127.0.0.1:4567

Options:
  --port PORT              port to listen on, 0 for any free one (default: 4567)
  --host HOST              address to listen on (default: 127.0.0.1, this machine only)
  --data FILE              keep state in FILE, created if missing (default: memory)
  --region REGION          region of unsigned requests (default: us-east-1)
  --account ACCOUNT        account in ARNs, 12 digits (default: 123456789012)
  --limits FILE            JSON object of quotas that differ from SWF's, such as {"openTimers": 10}
  --credentials ID:SECRET  refuse requests not signed with this key (default: signatures are not checked)
  --log-level LEVEL        debug, info, warn, error or silent, to stderr (default: warn)
  --help                   print this and exit
  --version                print the version and exit

GET /health returns 200 while the service runs, GET /pollers the waiting polls, and GET /regions the
domains of each region. SIGTERM or SIGINT stops it.
Exit codes: 0 stopped by a signal, 1 internal error, 2 unusable option, file or address.
`;
