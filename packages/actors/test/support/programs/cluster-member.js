// A process of a pool: reports to its primary that it runs, and stops on SIGTERM.
process.send?.({ ready: process.pid, name: process.env.NAME, args: process.argv.slice(2) });
const work = setInterval(() => {}, 1000);
process.on('SIGTERM', () => {
  // As actors do: the process ends by itself when it has nothing left to do.
  if (process.env.STUBBORN !== 'yes') clearInterval(work);
});
