// A process of a pool: tells its primary that it lives, and stops on SIGTERM.
process.send?.({ ready: process.pid, name: process.env.NAME, args: process.argv.slice(2) });
const work = setInterval(() => {}, 1000);
process.on('SIGTERM', () => {
  // As actors do: the process is left to end when nothing is to be done any more.
  if (process.env.STUBBORN !== 'yes') clearInterval(work);
});
