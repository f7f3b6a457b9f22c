import { httpsOnly, outgoingUrlFault } from './outgoing-url.js';

test.each(['https://hooks.firm.cn/hewu', 'https://hooks.firm.cn', 'https://hooks.firm.cn:8443/a/b?c=d', 'HTTPS://Hooks.Firm.CN/', 'https://合武.中国/接收', 'https://xn--fiqs8s.cn/', 'https://1.2.3.4.firm.cn/'])(
  '%s may be called', (url) => expect(outgoingUrlFault(url, httpsOnly)).toBeNull());

test.each([
  ['malformed', ['', 'hooks.firm.cn', 'https://', 'https://hooks firm.cn/', 'https://hooks.firm.cn/\n', ' https://hooks.firm.cn/', 'https://ho\toks.firm.cn/', 'https://good.cn\\@bad.cn/', 'https://good.cn\u202e/', 'https://go\u200bod.cn/', 'https://a..b:99999/', 'https://0x7f.1.2.3.4/', 'https://[::1']],
  ['scheme', ['http://hooks.firm.cn/', 'ftp://hooks.firm.cn/', 'file:///etc/passwd', 'gopher://hooks.firm.cn/', 'javascript:alert(1)', 'data:text/plain,x', 'ws://hooks.firm.cn/']],
  ['userinfo', ['https://user:word@hooks.firm.cn/', 'https://user@hooks.firm.cn/', 'https://@hooks.firm.cn/', 'https://hooks.firm.cn:443@127.0.0.1/']],
  ['fragment', ['https://hooks.firm.cn/#x', 'https://hooks.firm.cn/#']],
  ['port', ['https://hooks.firm.cn:22/', 'https://hooks.firm.cn:25/', 'https://hooks.firm.cn:80/', 'https://hooks.firm.cn:6379/', 'https://hooks.firm.cn:0/', 'https://hooks.firm.cn:65535/']],
  ['host_is_number', ['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://0x7f000001/', 'https://127.1/', 'https://１２７.０.０.１/', 'https://127。0。0。1/', 'https://8.8.8.8/', 'https://127.0.0.1./', 'https://[::1]/', 'https://[::ffff:7f00:1]/', 'https://[fd00:ec2::254]/', 'https://%31%32%37.0.0.1/']],
  ['host_not_public', ['https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://hooks.firm.cn./', 'https://a.localhost/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://router.home.arpa/', 'https://x.onion/', 'https://intranet/', 'https://ⓛocalhost/', `https://${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.cn/`]],
] as const)('%s', (fault, urls) => expect(urls.map((url) => [url, outgoingUrlFault(url, httpsOnly)])).toEqual(urls.map((url) => [url, fault])));
