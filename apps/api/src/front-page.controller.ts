import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Config } from '@hewu/platform/src/config.js';
import { Public } from '@hewu/platform/src/policy.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { demoAccounts, DEMO_PASSWORD } from './demo-accounts.js';

/** `/`: says in both languages what runs here and where to go on. Works without any script. */
@ApiExcludeController()
@Controller()
export class FrontPageController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Public()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>合武 Hewu</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8888;overflow-wrap:anywhere}li{padding:.2rem 0}:focus-visible{outline:3px solid;outline-offset:2px}</style></head>
<body>
<main>
<h1>合武 Hewu</h1>
<p>合川、武胜两地的技术市场：科研人员发布成果，企业预约共享仪器、承接技术，两地管理部门可查每一次转移的全部经过。</p>
<p lang="en">The technology market of Hechuan and Wusheng: researchers list achievements, firms book shared instruments and take over technology, both governments audit the history of every transfer.</p>
<ul>
<li><a href="/docs">接口说明 <span lang="en">The API for people</span></a> · <a href="/openapi.json">机器可读 <span lang="en">for programs</span></a></li>
<li><a href="/api/v1/listings">已发布的成果 <span lang="en">Published achievements</span></a></li>
<li><a href="/api/v1/demands">技术需求 <span lang="en">Demands</span></a> · <a href="/api/v1/challenges">揭榜挂帅 <span lang="en">Challenges</span></a></li>
<li><a href="/api/v1/price-notices">价格公示 <span lang="en">Price notices</span></a> · <a href="/api/v1/biddings">竞价 <span lang="en">Biddings</span></a></li>
<li><a href="/api/v1/instruments">共享仪器 <span lang="en">Shared instruments</span></a></li>
<li><a href="/api/v1/rules">规则数值 <span lang="en">Numbers of law</span></a></li>
<li><a href="/api/v1/health/ready">运行状态 <span lang="en">State</span></a></li>
</ul>
${this.config.demo ? (this.config.oidc === null ? demoTable() : AT_THE_PROVIDER) : ''}
</main>
</body></html>`;
  }
}

/** There are then no local accounts (`local_accounts_off`). */
const AT_THE_PROVIDER = `<h2>登录 <span lang="en">Sign in</span></h2>
<p>本平台使用统一身份认证登录，演示账号已停用。<span lang="en">This deployment signs in at an identity provider; the accounts of the demonstration are off.</span></p>`;

const demoTable = (): string => `<h2>演示账号 <span lang="en">Demonstration accounts</span></h2>
<p>密码均为 <span lang="en">all with the password</span> <code>${DEMO_PASSWORD}</code>。以 <code>HEWU_DEMO=off</code> 在新的数据目录启动即无演示数据。
<span lang="en">Start with <code>HEWU_DEMO=off</code> on a new data folder to have none.</span></p>
<table><thead><tr><th scope="col">邮箱 <span lang="en">mail</span></th><th scope="col">角色 <span lang="en">roles</span></th></tr></thead><tbody>
${demoAccounts.map(({ mail, roles }) => `<tr><td>${mail}</td><td>${roles.join(', ')}</td></tr>`).join('\n')}
</tbody></table>`;
