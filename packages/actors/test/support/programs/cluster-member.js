// A process of a pool: tells its primary that it lives, dies when it is told to, and stops on SIGTERM.
process.send?.({ ready: process.pid, name: process.env.NAME, args: process.argv.slice(2) });
process.on('message', (message) => {
  if (message === 'die') process.exit(1);
});
process.on('SIGTERM', () => {
  if (process.env.STUBBORN !== 'yes') process.exit(0);
});
setInterval(() => {}, 1000);
