// A loaded machine is no fault of the product: how fast it is says `npm run bench`, never a test that runs out of time.
jest.setTimeout(60_000);
