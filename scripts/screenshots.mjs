// The browser tests take the pictures of docs/console.md; here they write them.
process.env.SWF_SCREENSHOTS = 'write';
process.argv.splice(2, Number.POSITIVE_INFINITY, 'pictures');
await import('./test-browser.mjs');
