import { AT_THE_EDGE, conformance } from './conformance.js';
import { overHttp } from './subjects/over-http.js';

conformance('SWF over HTTP', overHttp, AT_THE_EDGE);
