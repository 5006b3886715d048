// node pages.mjs <browser> <address> …: fails where axe finds anything, or a page scrolls sideways at 390 px.
import puppeteer from 'puppeteer-core';
import axe from 'axe-core';

const [browserPath, ...addresses] = process.argv.slice(2);
const browser = await puppeteer.launch({executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu']});
let failed = 0;
for (const address of addresses) {
  for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light']]) {
    const page = await browser.newPage();
    await page.setBypassCSP(true); // axe is a script, and the pages let none in but their own
    await page.setViewport({width, height: 900, isMobile: width < 500, hasTouch: width < 500});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    await page.goto(address);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.evaluate(axe.source);
    const {violations} = await page.evaluate(() => axe.run());
    if (sideways > 0) { failed++; console.log(`${address} at ${width} px scrolls sideways by ${sideways} px`); }
    for (const v of violations) {
      failed++;
      console.log(`${address} at ${width} px, ${scheme}: ${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ')).join('\n  ')}`);
    }
    await page.close();
  }
}
await browser.close();
console.log(failed ? `${failed} findings` : `${addresses.length} pages: nothing found`);
process.exit(failed ? 1 : 0);
