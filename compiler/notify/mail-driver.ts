import { createTransport } from 'nodemailer';

export { createTransport };
