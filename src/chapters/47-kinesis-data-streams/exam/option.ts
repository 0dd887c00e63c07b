/** Short ways to write the options of exam questions. */
import type { ExamOption } from '#quiz';

export const right = (text: string, why: string): ExamOption => ({ text, right: true, why });
export const wrong = (text: string, why: string): ExamOption => ({ text, right: false, why });
