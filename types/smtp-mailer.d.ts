/** nodemailer under the name by which it is installed. */
declare module 'smtp-mailer' {
  export * from 'nodemailer';
}
