import type { RefusalText } from './context-parts.js';

type PlatformText = Omit<RefusalText, 'status'> & { readonly status: number };

/** Answers that belong to no context: requests that never reached a decider, and faults. */
export const platformProblems = {
  body_invalid: { status: 400, text: { zh: '请求内容不符合要求', en: 'The request is not of the expected form' } },
  json_invalid: { status: 400, text: { zh: '请求不是有效的 JSON', en: 'The body is not valid JSON' } },
  request_malformed: { status: 400, text: { zh: '请求不是有效的 HTTP 报文', en: 'This is not a well-formed HTTP request' } },
  header_repeated: { status: 400, text: { zh: '该请求头只能出现一次', en: 'That header field may be sent but once' } },
  host_missing: { status: 400, text: { zh: '请求缺少 Host', en: 'The request names no host' } },
  url_invalid: { status: 400, text: { zh: '地址有误', en: 'The address is not well-formed' } },
  cursor_invalid: { status: 400, text: { zh: '翻页游标无效，或不属于以此条件查询的列表', en: 'The cursor is not one of this list, asked with these filters and in this order' } },
  position_unknown: { status: 400, text: { zh: '该位置在全部记录之后，系统没有给出过', en: 'The position lies behind all that was recorded; this system never gave it' } },
  position_invalid: { status: 400, text: { zh: '位置参数无效', en: 'The position is not one this system gave' } },
  idempotency_key_invalid: { status: 400, text: { zh: 'Idempotency-Key 应为 1–255 个可见 ASCII 字符', en: 'Idempotency-Key must be 1 to 255 visible ASCII characters' } },
  acting_for_invalid: { status: 400, text: { zh: 'X-Acting-For 应为单位的标识（UUID）', en: 'X-Acting-For must be the id of an organisation, which is a UUID' } },
  sign_in_required: { status: 401, text: { zh: '请先登录', en: 'Please sign in' } },
  token_invalid: { status: 401, text: { zh: '登录凭证无效或已过期', en: 'The token is invalid or has expired' } },
  sign_in_failed: { status: 401, text: { zh: '账号或密码不正确', en: 'Account or password is wrong' } },
  route_without_policy: { status: 403, text: { zh: '该接口未开放', en: 'Nobody may call this route' } },
  acting_for_required: { status: 403, text: { zh: '请说明代表哪个单位（X-Acting-For）', en: 'Say for which organisation you act (X-Acting-For)' } },
  not_a_member: { status: 403, text: { zh: '您在该单位没有任何角色', en: 'You hold no role in that organisation' } },
  role_required: { status: 403, text: { zh: '您在该单位没有所需的角色', en: 'You lack the role this needs' } },
  organisation_not_verified: { status: 403, text: { zh: '单位尚未通过所在地区核验', en: 'The organisation has not been verified by its region yet' } },
  not_found: { status: 404, text: { zh: '没有找到', en: 'Nothing found here' } },
  method_not_allowed: { status: 405, text: { zh: '此地址不支持该方法', en: 'This address does not take that method' } },
  not_acceptable: { status: 406, text: { zh: '没有 Accept 所要求的格式', en: 'Nothing here is of a type that Accept allows' } },
  request_timeout: { status: 408, text: { zh: '请求没有及时发完', en: 'The request did not arrive in time' } },
  body_too_large: { status: 413, text: { zh: '请求内容过大', en: 'The body is too large' } },
  file_too_large: { status: 413, text: { zh: '文件过大', en: 'The file is too large' } },
  media_type_unsupported: { status: 415, text: { zh: '请使用 application/json（上传文件用 multipart/form-data）', en: 'Please send application/json (multipart/form-data where a file is sent)' } },
  content_encoding_unsupported: { status: 415, text: { zh: '不支持该 Content-Encoding（JSON 可用 gzip、deflate、br，上传文件请不压缩）', en: 'That Content-Encoding is not taken here (JSON may come in gzip, deflate or br; a file is sent as it is)' } },
  expectation_unknown: { status: 417, text: { zh: '不支持该 Expect', en: 'That expectation cannot be met' } },
  command_id_reused: { status: 422, text: { zh: '该 Idempotency-Key 已用于其他请求', en: 'This Idempotency-Key was used for another request' } },
  too_many_requests: { status: 429, text: { zh: '请求过于频繁', en: 'Too many requests' } },
  headers_too_large: { status: 431, text: { zh: '请求头过大', en: 'The header fields are too large' } },
  internal_fault: { status: 500, text: { zh: '系统出现故障，已记录', en: 'Something went wrong on our side; it was recorded' } },
  event_unreadable: { status: 503, text: { zh: '系统暂时无法读取此处的记录，需由运行方处理，请稍后重试', en: 'What is recorded here cannot be read for now; the operator has to see to it, please try again later' } },
  identity_provider_unavailable: { status: 503, text: { zh: '身份提供方暂时无法访问，请稍后重试', en: 'The identity provider is away for the moment; please try again' } },
  not_there_yet: { status: 503, text: { zh: '读取尚未跟上该位置，请稍后重试', en: 'Reading has not reached that position yet; please try again' } },
  store_unavailable: { status: 503, text: { zh: '存储暂时不可用，请稍后重试', en: 'Storage is away for the moment; please try again' } },
  storage_full: { status: 507, text: { zh: '存储空间已满，暂时只能读取', en: 'Storage is full; only reading works' } },
} as const satisfies Record<string, PlatformText>;

export type PlatformCode = keyof typeof platformProblems;
