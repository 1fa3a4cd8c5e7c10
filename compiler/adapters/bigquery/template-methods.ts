import type { TemplateMethod } from '../template-methods.js';

export const templateMethods: Readonly<Record<string, TemplateMethod>> = {};
